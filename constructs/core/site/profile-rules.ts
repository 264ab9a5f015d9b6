import { fhirPackages } from '../../../catalog/fhir-packages.ts';
import type { DocumentPath } from '../document/position.ts';
import type { Site } from './site.ts';

/** What contradicts a list of FHIR packages, with its place below `modules.fhir.profiles.packages`. */
export interface ProfileProblem {
  readonly path: DocumentPath;
  readonly message: string;
  readonly mend: string;
  readonly seen: string;
}

/** Packages that stand there twice, and those of the catalogue of which something is missing, or comes too late to be found. */
export function profileProblems({ modules }: Site): readonly ProfileProblem[] {
  const packages = modules.fhir?.profiles?.packages ?? [];
  return packages.flatMap(({ id, version }, index) => {
    const at = { path: [index, 'id'], seen: `${id} ${version}` };
    if (packages.findIndex((one) => one.id === id) !== index) {
      return [{ ...at, message: 'this package is loaded twice', mend: 'keep one version of it' }];
    }
    const known = fhirPackages.find((one) => one.id === id && one.version === version);
    const before = packages.slice(0, index);
    return Object.entries(known?.dependencies ?? {})
      .filter(([need, exact]) => !before.some((one) => one.id === need && one.version === exact))
      .map(([need, exact]) => ({
        ...at,
        message: `it refers to ${need} ${exact}, which is not loaded before it`,
        mend: `put ${need} ${exact} before it, with the digest of its file`,
      }));
  });
}
