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
  const texts: ConfigText[] = [];
  for (const { path, container } of containersOf(pod)) {
    addVariables(texts, container.env, path);
    addStrings(texts, container.command, [...path, 'command']);
    addStrings(texts, container.args, [...path, 'args']);
  }
  return texts;
}

function entries(value: Value | undefined, path: Path): readonly ConfigText[] {
  const fields = fieldsOf(value);
  const texts: ConfigText[] = [];
  for (const name of Object.keys(fields)) {
    const text = fields[name];
    if (typeof text === 'string') texts.push({ path: [...path, name], text, name });
  }
  return texts;
}

function addVariables(texts: ConfigText[], value: Value | undefined, path: Path): void {
  const list = listOf(value);
  for (let index = 0; index < list.length; index++) {
    const entry = list[index];
    if (!isFields(entry) || typeof entry.value !== 'string') continue;
    const name = typeof entry.name === 'string' ? entry.name : '';
    texts.push({ path: [...path, 'env', index, 'value'], text: entry.value, name });
  }
}

function addStrings(texts: ConfigText[], value: Value | undefined, path: Path): void {
  const list = listOf(value);
  for (let index = 0; index < list.length; index++) {
    const text = list[index];
    if (typeof text === 'string') texts.push({ path: [...path, index], text, name: '' });
  }
}

/** What a workload is told by itself and by the ConfigMaps that it mounts. A ConfigMap's text stands at the volumes. */
export function textsOf({ subject, pod }: Workload, context: Context): readonly ConfigText[] {
  const mounted = configMapsOf(pod, namespaceOf(subject, context), context).flatMap(configTexts);
  return [...configTexts(subject), ...mounted.map((text) => ({ ...text, path: [...pod.path, 'volumes'] }))];
}
