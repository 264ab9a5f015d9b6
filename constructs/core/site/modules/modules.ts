import * as z from 'zod/mini';
import { admissionModules } from './admission.ts';
import { aiModules } from './ai.ts';
import { clinicalModules } from './clinical.ts';
import { governanceModules } from './governance.ts';
import { interopModules } from './interop.ts';
import { marketplaceModules } from './marketplace.ts';
import { observabilityModules } from './observability.ts';
import { repositoryModules } from './repository.ts';
import { serviceModules } from './services.ts';

/** Every module that a site may ask for. */
export const modules = z
  .strictObject({
    ...clinicalModules,
    ...interopModules,
    ...repositoryModules,
    ...aiModules,
    ...governanceModules,
    ...serviceModules,
    ...marketplaceModules,
    ...observabilityModules,
    ...admissionModules,
  })
  .check(z.describe('Parts of the platform. Leaving one out leaves it out.'));

/** Name of a module in a site file. */
export type ModuleName = keyof z.output<typeof modules>;

/** The modules that a module cannot do without. */
export const moduleNeeds: Readonly<Record<ModuleName, readonly ModuleName[]>> = {
  fhir: ['audit'],
  hl7: ['fhir', 'audit'],
  imaging: ['hl7', 'audit'],
  objectStorage: [],
  trustCentre: ['audit'],
  sharedTrustCentre: ['fhir', 'egress', 'audit'],
  research: ['trustCentre', 'audit'],
  ai: ['audit', 'approval'],
  retrieval: ['ai', 'audit'],
  tuning: ['ai', 'audit'],
  approval: ['fhir', 'ai', 'audit'],
  audit: [],
  'bias-evaluation': ['ai', 'approval', 'audit'],
  'compliance-check': ['audit'],
  identity: ['audit', 'ingress'],
  backup: [],
  egress: ['audit'],
  names: ['audit'],
  ingress: ['audit'],
  marketplace: ['fhir', 'audit'],
  observability: ['audit'],
  admission: [],
};
