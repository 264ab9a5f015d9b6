import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';

/** Number of pods of one workload. */
export const replicas = whole(1, 20, 'Number of pods.');

/** A volume's size, as a Kubernetes quantity. */
export const volume = text('quantity', 'Size of each volume: 100Gi.');

/** The database of one module. */
export const database = z.strictObject({ storage: volume }).check(z.describe('The PostgreSQL of the module.'));
