/** A package of FHIR profiles, as its publisher describes it. */
export interface FhirPackage {
  /** Name in FHIR's package registries, and in its own manifest. */
  readonly id: string;
  readonly version: string;
  /** Version of FHIR that it is made for. */
  readonly fhirVersion: '4.0.1';
  /** Other packages that it refers to, with the versions that it names; HAPI brings those of FHIR itself. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly purpose: string;
  readonly source: string;
  readonly asOf: string;
}

/** Packages that a country's law or habit asks of a hospital's FHIR server. Digests are the site's: who fetches computes them. */
export const fhirPackages: readonly FhirPackage[] = [
  {
    id: 'de.gematik.isik-basismodul',
    version: '5.1.3',
    fhirVersion: '4.0.1',
    dependencies: {
      'hl7.fhir.uv.subscriptions-backport.r4': '1.1.0',
      'de.basisprofil.r4': '1.5.4',
      'de.ihe-d.terminology': '3.0.1',
      'dvmd.kdl.r4': '2025.0.1',
      'hl7.fhir.uv.sdc': '4.0.0-ballot',
      'de.gematik.terminology': '1.0.6',
      'de.fhir.medication': '1.0.4',
      'de.gematik.ti': '1.1.1',
      'kbv.all.terminology.allergyintolerance': '1.0.0',
    },
    purpose: 'ISiK base module: profiles that hospitals in Germany exchange by (SGB V Section 373)',
    source: 'github.com/gematik/spec-ISiK-Basismodul: package.json',
    asOf: '2026-11-22',
  },
];
