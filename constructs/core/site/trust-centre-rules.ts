import type { DocumentPath } from '../document/position.ts';
import type { Site } from './site.ts';

/** What contradicts a trust centre that several hospitals share, with its place below `modules`. */
export interface TrustCentreProblem {
  readonly path: DocumentPath;
  readonly message: string;
  readonly mend: string;
  readonly seen?: string;
}

type Hospital = NonNullable<NonNullable<Site['modules']['trustCentre']>['hospitals']>[number];

/** Ways past the trust centre, hospitals that could not come in, and two that could be taken for one another or linked. */
export function trustCentreProblems({ modules }: Site): readonly TrustCentreProblem[] {
  const hospitals = modules.trustCentre?.hospitals ?? [];
  return [
    ...sharingProblems(modules),
    ...(hospitals.length === 0 ? [] : servingProblems(modules)),
    ...hospitals.flatMap((hospital, index) =>
      [
        ...sameProblems(hospital, hospitals.slice(0, index)),
        ...textProblems(hospital, modules),
        ...linkProblems(hospital, hospitals),
      ].map(({ path, ...rest }) => ({ path: ['trustCentre', 'hospitals', index, ...path], ...rest })),
    ),
  ];
}

function sharingProblems({ sharedTrustCentre, trustCentre, research }: Site['modules']): readonly TrustCentreProblem[] {
  if (sharedTrustCentre === undefined) return [];
  const problems: TrustCentreProblem[] = [];
  if (trustCentre !== undefined) {
    const mend =
      'remove modules.trustCentre to use the one at the endpoint, or modules.sharedTrustCentre to keep your own';
    const message =
      'a site has its own trust centre or the use of another, never both: it would have two keys for one patient';
    problems.push({ path: ['sharedTrustCentre'], message, mend });
  }
  if (research !== undefined) {
    const mend = 'remove modules.research: what this site sends is kept in the research store beside the trust centre';
    const message = 'a research store beside the record would be a way past the trust centre at the endpoint';
    problems.push({ path: ['research'], message, mend });
  }
  if (new URL(sharedTrustCentre.endpoint).pathname !== '/') {
    const mend = `write ${new URL(sharedTrustCentre.endpoint).origin}`;
    const message = 'the door of a trust centre is a host, with a port where needed, and no path';
    problems.push({ path: ['sharedTrustCentre', 'endpoint'], message, mend, seen: sharedTrustCentre.endpoint });
  }
  return [...problems, ...duplicates(sharedTrustCentre.exports, ['sharedTrustCentre', 'exports'])];
}

function servingProblems(modules: Site['modules']): readonly TrustCentreProblem[] {
  return (['ingress', 'research'] as const)
    .filter((need) => modules[need] === undefined)
    .map((need) => ({
      path: ['trustCentre', 'hospitals'],
      message: `a trust centre that serves other hospitals needs the module ${need}`,
      mend: `add modules.${need}, or remove hospitals`,
    }));
}

function sameProblems(hospital: Hospital, before: readonly Hospital[]): readonly TrustCentreProblem[] {
  const keys = ['name', 'host'] as const;
  const same = keys.filter((key) => before.some((one) => one[key] === hospital[key]));
  return [
    ...same.map((key) => ({
      path: [key],
      message: `another hospital has this ${key}: each has a door of its own`,
      mend: `give each hospital a ${key} of its own`,
      seen: hospital[key],
    })),
    ...duplicates(hospital.exports, ['exports']),
  ];
}

// The domain of a hospital that names none is called as the hospital: somebody else's choice would link it.
function linkProblems({ name, domain }: Hospital, hospitals: readonly Hospital[]): readonly TrustCentreProblem[] {
  if (domain === undefined || domain === name || !hospitals.some((one) => one.name === domain)) return [];
  const message = 'this is the domain of another hospital, which would be linked without a word of its own';
  return [
    {
      path: ['domain'],
      message,
      mend: 'name a domain that is called as no hospital, at each that shares it',
      seen: domain,
    },
  ];
}

function textProblems({ exports }: Hospital, { trustCentre }: Site['modules']): readonly TrustCentreProblem[] {
  if (trustCentre?.text !== undefined) return [];
  return exports.flatMap(({ freeText }, index) => {
    if (freeText === 'drop') return [];
    const mend = 'add modules.trustCentre.text, or say freeText: drop';
    return [
      {
        path: ['exports', index, 'freeText'],
        message: 'the trust centre de-identifies no free text',
        mend,
        seen: freeText,
      },
    ];
  });
}

function duplicates(exports: readonly { readonly name: string }[], path: DocumentPath): readonly TrustCentreProblem[] {
  return exports.flatMap(({ name }, index) => {
    if (exports.findIndex((one) => one.name === name) === index) return [];
    const mend = 'give each export a name of its own';
    return [{ path: [...path, index, 'name'], message: 'two exports have one name', mend, seen: name }];
  });
}
