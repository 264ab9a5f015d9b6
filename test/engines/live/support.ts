import type { KubernetesObject } from '../../../engines/kubectl.ts';
import type { Answer, ClusterApi } from '../../../engines/live/api.ts';
import type { JsonObject } from '../../../engines/output.ts';
import type { RenderedObject } from '../../../engines/render.ts';

/** An API server that gives these answers; every other path is not found. `test/e2e/live.test.ts` asks a real one. */
export function recorded(answers: Readonly<Record<string, Answer | readonly Answer[]>>): ClusterApi & {
  readonly asked: readonly string[];
} {
  const asked: string[] = [];
  const get = async (path: string): Promise<Answer> => {
    const times = asked.filter((one) => one === path).length;
    asked.push(path);
    const answer = answers[path];
    const one = Array.isArray(answer) ? answer[Math.min(times, answer.length - 1)] : answer;
    return one ?? { status: 404, body: { message: `the server could not find ${path}` } };
  };
  return { context: 'recorded', get, close: async () => undefined, asked };
}

export const ok = (body: JsonObject): Answer => ({ status: 200, body });
export const refused = (status: number, message: string): Answer => ({ status, body: { kind: 'Status', message } });

/** A page of a list. */
export const page = (names: readonly string[], next = '', namespace?: string): Answer =>
  ok({
    metadata: { continue: next },
    items: names.map((name) => ({ metadata: namespace === undefined ? { name } : { name, namespace } })),
  });

/** A resource as discovery names it. */
export const resource = (name: string, kind: string, verbs: readonly string[] = ['get', 'list']): JsonObject => ({
  name,
  kind,
  namespaced: true,
  verbs,
});

/** One writer's entry in `managedFields`. */
export const wrote = (manager: string, fieldsV1: object, more: object = {}): JsonObject => ({
  manager,
  operation: 'Update',
  time: '2026-11-22T10:00:00Z',
  fieldsV1: fieldsV1 as JsonObject,
  ...more,
});

/** What the toolkit's server-side apply leaves. */
export const applied = (fieldsV1: object): JsonObject => wrote('domicile', fieldsV1, { operation: 'Apply' });

/** A rendered object. */
export function stated(kind: string, body: object, apiVersion = 'v1', namespace = 'clinical'): RenderedObject {
  const metadata = { name: 'fhir', namespace };
  return { kind, name: 'fhir', namespace, body: { metadata, ...body, apiVersion, kind } as RenderedObject['body'] };
}

/** The same object as a cluster gives it. */
export function live(
  kind: string,
  body: object,
  managedFields: readonly JsonObject[],
  apiVersion = 'v1',
): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'fhir', namespace: 'clinical', uid: 'u1', managedFields }, ...body };
}
