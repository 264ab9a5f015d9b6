import type { Context, Fields, Subject, Value } from '../../engine/types.ts';
import { namespaceOf } from './namespace.ts';
import { fieldsOf, listOf, type PodView } from './workload.ts';

/** The ConfigMaps of the input that a pod mounts or takes its environment from. */
export function configMapsOf(pod: PodView, namespace: string, context: Context): readonly Subject[] {
  const references = [
    ...listOf(pod.spec.volumes).flatMap((volume) => ofVolume(fieldsOf(volume))),
    ...listOf(pod.spec.containers).flatMap((container) =>
      listOf(fieldsOf(container).envFrom).map((source) => fieldsOf(source).configMapRef),
    ),
  ];
  const names = new Set(references.map((reference) => fieldsOf(reference).name));
  return context.ofKind('ConfigMap').filter((map) => names.has(map.name) && namespaceOf(map, context) === namespace);
}

function ofVolume({ configMap, projected }: Fields): readonly (Value | undefined)[] {
  return [configMap, ...listOf(fieldsOf(projected).sources).map((source) => fieldsOf(source).configMap)];
}
