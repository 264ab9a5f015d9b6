import * as z from 'zod/mini';
import { UsageError } from '../command.ts';

const set = z.object({ namespace: z.string(), name: z.string() });
const runEvent = z.object({
  job: set,
  inputs: z._default(z.array(set), []),
  outputs: z._default(z.array(set), []),
});
const auditEvent = z.object({
  entity: z._default(
    z.array(
      z.object({
        name: z.optional(z.string()),
        detail: z._default(z.array(z.object({ valueString: z.optional(z.string()) })), []),
      }),
    ),
    [],
  ),
});
const bundle = z.object({
  resourceType: z.literal('Bundle'),
  entry: z._default(z.array(z.object({ resource: auditEvent })), []),
});

/** An event of OpenLineage, as far as it says what came from what. */
export type LineageEvent = z.output<typeof runEvent>;

/** One edge of the way back: what was made, from what, by which job. A source was made by no event that is known. */
export interface Step {
  readonly made: string;
  readonly from: string;
  readonly job: string;
  readonly isSource: boolean;
}

/**
 * The events of OpenLineage in AuditEvents: lines of NDJSON, or one Bundle.
 * @throws UsageError for what is neither
 */
export function eventsIn(text: string, file: string): readonly LineageEvent[] {
  const resources = text.split('\n').filter((line) => line.trim() !== '');
  try {
    const whole = bundle.safeParse(read(text));
    const events = whole.success
      ? whole.data.entry.map(({ resource }) => resource)
      : resources.map((line) => auditEvent.parse(JSON.parse(line)));
    return events.flatMap(({ entity }) =>
      entity
        .filter(({ name }) => name === 'openlineage')
        .map(({ detail }) => runEvent.parse(JSON.parse(detail[0]?.valueString ?? ''))),
    );
  } catch (error) {
    throw new UsageError(
      `${file} holds no AuditEvents as NDJSON or as one Bundle: ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    );
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every step from `name` back to its sources, each once, nearest first. Loops end. */
export function originsOf(name: string, events: readonly LineageEvent[]): readonly Step[] {
  const makers = new Map<string, LineageEvent[]>();
  for (const event of events)
    for (const { name: made } of event.outputs) makers.set(made, [...(makers.get(made) ?? []), event]);
  const asked = [...makers.keys()].filter((made) => made === name || made.startsWith(`${name}/_history/`));
  const seen = new Set(asked);
  const steps = new Map<string, Step>();
  for (const made of seen) {
    for (const { job, inputs } of makers.get(made) ?? []) {
      for (const input of inputs) {
        const isSource = !makers.has(input.name);
        const step = { made, from: `${input.namespace} ${input.name}`, job: `${job.namespace}/${job.name}`, isSource };
        steps.set(JSON.stringify(step), step);
        seen.add(input.name);
      }
    }
  }
  return [...steps.values()];
}
