import * as z from 'zod/mini';
import { parseDocument } from '../../constructs/core/document/document.ts';
import type { DocumentPath, Position } from '../../constructs/core/document/position.ts';
import { validate } from '../../constructs/core/document/validate.ts';
import { kernelSettings } from '../machine/sysctl.ts';
import { kernelModules } from './script.ts';

const words = z.string().check(z.minLength(1));
const orUnknown = <Schema extends z.ZodMiniType>(schema: Schema) => z.union([schema, z.literal('unknown')]);
const count = orUnknown(z.int().check(z.nonnegative()));
const state = orUnknown(z.boolean());

const factsSchema = z.strictObject({
  schema: z.literal('domicile/facts/v1'),
  taken: z.iso.datetime(),
  hostName: words,
  addresses: orUnknown(z.array(words)),
  kernel: words,
  memoryKibibytes: count,
  cores: count,
  dataFreeKibibytes: count,
  swap: state,
  timeSynchronised: state,
  timeServers: z.array(words),
  resolvers: z.array(words),
  defaultRoute: words,
  modules: z.record(z.enum(kernelModules), z.enum(['loaded', 'loadable', 'absent', 'unknown'])),
  sysctls: z.record(z.enum(Object.keys(kernelSettings) as (keyof typeof kernelSettings)[]), words),
  cgroupV2: state,
  selinux: z.enum(['enforcing', 'permissive', 'disabled', 'unknown']),
  firewalld: state,
  networkManager: state,
  nmCloudSetup: state,
  networkManagerKeepsAway: z.boolean(),
  clusterRuns: state,
  listeningPorts: orUnknown(z.array(z.int())),
  machineIdSha256: words,
  productUuid: words,
});

/** What `facts.sh` saw on one machine. What it could not read is the word `unknown`. */
export type Facts = z.output<typeof factsSchema>;

/** The facts of one file, and where each of them stands. */
export interface FactFile {
  readonly facts: Facts;
  readonly positionOf: (path: DocumentPath) => Position;
}

/**
 * Reads the facts of one machine.
 * @throws DomicileError with every mistake at its place when the text is not what `facts.sh` prints
 */
export function parseFacts(text: string, file: string): FactFile {
  const document = parseDocument(text, file);
  return { facts: validate(document, factsSchema), positionOf: document.positionOf };
}
