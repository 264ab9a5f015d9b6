import type { HostFamily } from '../types.ts';
import { aws } from './aws.ts';
import { registries } from './registries.ts';

/** Every family of hosts that the catalogue knows. */
export const FAMILIES: readonly HostFamily[] = [...aws, ...registries];
