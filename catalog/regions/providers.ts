import { AWS } from './aws.ts';
import { AZURE } from './azure.ts';
import { GCP } from './gcp.ts';
import type { ProviderRegions } from './table.ts';

/** Every provider whose places are listed, in alphabetical order of id. */
export const PROVIDERS: readonly ProviderRegions[] = [AWS, AZURE, GCP];
