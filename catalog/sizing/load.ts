import { assumptions } from './assumptions.ts';

/** What a site has to carry in a year. */
export interface Load {
  readonly beds: number;
  readonly inpatients: number;
  readonly outpatients: number;
}

/** Sizes of sites, by the names that `domicile init --profile` knows, in beds. */
export const sizes = {
  clinic: { beds: 0, of: 'a clinic without beds, with 20,000 contacts a year' },
  hospital: { beds: 250, of: 'a hospital of the size that is average in Germany (254 beds in 2023)' },
  'university-hospital': { beds: 1300, of: 'a university hospital' },
  group: { beds: 5000, of: 'a group of some twenty hospitals on one platform' },
} as const satisfies Readonly<Record<string, { readonly beds: number; readonly of: string }>>;

/** Name of a size. */
export type Size = keyof typeof sizes;

/** Contacts a year of a house without beds. */
const CLINIC_CONTACTS = 20_000;

/** The load of a house with so many beds; without any, that of a clinic. */
export function loadOf(beds: number): Load {
  if (beds === 0) return { beds, inpatients: 0, outpatients: CLINIC_CONTACTS };
  const inpatients = beds * assumptions.inpatientsPerBed.value;
  return { beds, inpatients, outpatients: inpatients * assumptions.outpatientsPerInpatient.value };
}
