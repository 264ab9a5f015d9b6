import type { RenderedObject } from '../../engines/render.ts';
import type { LockedImage } from './lock-file.ts';

/** Every image of a site, a line each: what it is, under which digest, and what runs it. */
export function imageLines(objects: readonly RenderedObject[], locked: readonly LockedImage[]): string {
  const running = usesOf(objects);
  const known = locked.map(({ component, repository, version }) => {
    const [reference, users] = [...running].find(([image]) => isOf(image, repository)) ?? [];
    return { component, version, reference: reference ?? `${repository} (not run by this site)`, users: users ?? [] };
  });
  const named = new Set(known.map(({ reference }) => reference));
  const unknown = [...running].filter(([image]) => !named.has(image));
  const rows = [
    ...known.map(({ component, version, reference, users }) => [component, version, reference, users.join(' ')]),
    ...unknown.map(([reference, users]) => ['not in the lock', '', reference, users.join(' ')]),
  ];
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}

function isOf(image: string, repository: string): boolean {
  return image.includes(`/${repository}@`) || image.includes(`/${repository}:`);
}

/** The images that objects run, each once and in code-unit order. */
export function imagesOf(bodies: readonly unknown[]): readonly string[] {
  return [...new Set(bodies.flatMap((body) => imagesIn(body)))].sort();
}

/** Image to the workloads that run it, as `Kind/namespace/name`. */
function usesOf(objects: readonly RenderedObject[]): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, readonly string[]>();
  for (const { kind, namespace, name, body } of objects) {
    for (const image of new Set(imagesIn(body))) {
      uses.set(image, [...(uses.get(image) ?? []), `${kind}/${namespace ?? ''}/${name}`]);
    }
  }
  return uses;
}

const INJECTED_IMAGES = 'domicile.internal/injected-images';

// Whatever is called so and is a text, in whatever object: an operator's own kinds have it, too.
function imagesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return imagesIn(inner);
    if (key === INJECTED_IMAGES) return inner.split(' ').filter((image) => image !== '');
    return key === 'image' || key === 'imageName' ? [inner] : [];
  });
}
