import * as z from 'zod/mini';
import { replicas } from './parts.ts';

/** The modules that everything else stands on. */
export const serviceModules = {
  egress: z.optional(
    z
      .strictObject({ replicas })
      .check(
        z.describe('Egress gateway: the only way out of the cluster, to the names that a part declares. Needs audit.'),
      ),
  ),
};
