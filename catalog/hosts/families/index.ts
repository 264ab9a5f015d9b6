import type { HostFamily } from '../types.ts';
import { ai } from './ai.ts';
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { commons } from './commons.ts';
import { data } from './data.ts';
import { european } from './european.ts';
import { google } from './google.ts';
import { hyperscale } from './hyperscale.ts';
import { objectStores } from './object-stores.ts';
import { registries } from './registries.ts';
import { saas } from './saas.ts';
import { stores } from './stores.ts';
import { telemetry } from './telemetry.ts';

/** Every family of hosts that the catalogue knows. */
export const FAMILIES: readonly HostFamily[] = [
  ...aws,
  ...azure,
  ...google,
  ...hyperscale,
  ...european,
  ...stores,
  ...objectStores,
  ...registries,
  ...ai,
  ...telemetry,
  ...data,
  ...saas,
  ...commons,
];

/** Families of which people read pages, whatever else they offer: code hosts, indexes, standards, national institutes. */
export const SITES: ReadonlySet<HostFamily> = new Set(commons);
