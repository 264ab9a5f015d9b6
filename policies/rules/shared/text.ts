import type { Context, Path, Subject, Value } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { rememberLast } from './last.ts';
import { configMapsOf } from './mounted.ts';
import { namespaceOf } from './namespace.ts';
import type { Workload } from './roles.ts';
import { containersOf, fieldsOf, listOf, makesPods, podOf } from './workload.ts';

/** A text that a program reads at run time: an environment variable, an argument, a line of a configuration file. */
export interface ConfigText {
  readonly path: Path;
  readonly text: string;
  /** The variable's name, the file's name, or an empty string for an argument. */
  readonly name: string;
}

/** Everything that a workload or a ConfigMap tells programs, wherever it is written. */
export function configTexts(subject: Subject): readonly ConfigText[] {
  if (subject.kind !== 'ConfigMap' && !makesPods(subject.kind)) return none;
  return textsIn(subject);
}

const none: readonly never[] = [];
const textsIn = rememberLast(readTexts);

function readTexts(subject: Subject): readonly ConfigText[] {
  if (subject.kind === 'ConfigMap') return entries(subject.body.data, ['data']);
  const pod = podOf(subject);
  if (pod === undefined) return [];
  return containersOf(pod).flatMap(({ path, container }) => [
    ...listOf(container.env).flatMap((entry, index) => variable(entry, [...path, 'env', index, 'value'])),
    ...strings(container.command, [...path, 'command']),
    ...strings(container.args, [...path, 'args']),
  ]);
}

function entries(value: Value | undefined, path: Path): readonly ConfigText[] {
  return Object.entries(fieldsOf(value)).flatMap(([name, text]) =>
    typeof text === 'string' ? [{ path: [...path, name], text, name }] : [],
  );
}

function variable(entry: Value, path: Path): readonly ConfigText[] {
  if (!isFields(entry) || typeof entry.value !== 'string') return [];
  return [{ path, text: entry.value, name: typeof entry.name === 'string' ? entry.name : '' }];
}

function strings(value: Value | undefined, path: Path): readonly ConfigText[] {
  return listOf(value).flatMap((text, index) =>
    typeof text === 'string' ? [{ path: [...path, index], text, name: '' }] : [],
  );
}

/** What a workload is told by itself and by the ConfigMaps that it mounts. A ConfigMap's text stands at the volumes. */
export function textsOf({ subject, pod }: Workload, context: Context): readonly ConfigText[] {
  const mounted = configMapsOf(pod, namespaceOf(subject, context), context).flatMap(configTexts);
  return [...configTexts(subject), ...mounted.map((text) => ({ ...text, path: [...pod.path, 'volumes'] }))];
}
