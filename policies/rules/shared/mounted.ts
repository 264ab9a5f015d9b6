import type { Context, Fields, Subject, Value } from '../../engine/types.ts';
import { indexed } from './indexed.ts';
import { namespaceOf } from './namespace.ts';
import { fieldsOf, listOf, type PodView } from './workload.ts';

const keyOf = (namespace: string, name: string) => `${namespace}/${name}`;
const configMapsAt = indexed('ConfigMap', (map, context) => keyOf(namespaceOf(map, context), map.name));

/** The ConfigMaps of the input that a pod mounts or takes its environment from. */
export function configMapsOf(pod: PodView, namespace: string, context: Context): readonly Subject[] {
  const references = [
    ...listOf(pod.spec.volumes).flatMap((volume) => ofVolume(fieldsOf(volume))),
    ...listOf(pod.spec.containers).flatMap((container) =>
      listOf(fieldsOf(container).envFrom).map((source) => fieldsOf(source).configMapRef),
    ),
  ];
  const names = new Set(references.map((reference) => fieldsOf(reference).name));
  return [...names].flatMap((name) => (typeof name === 'string' ? configMapsAt(keyOf(namespace, name), context) : []));
}

function ofVolume({ configMap, projected }: Fields): readonly (Value | undefined)[] {
  return [configMap, ...listOf(fieldsOf(projected).sources).map((source) => fieldsOf(source).configMap)];
}
