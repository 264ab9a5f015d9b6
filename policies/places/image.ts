import type { HostResolver } from './host.ts';
import { inert, type Judged, somewhere } from './judged.ts';

/** The registry that container runtimes put before a name that has none. */
const DEFAULT_REGISTRY = 'docker.io';

/** Splits off the registry as container runtimes do: the first component, when it has a dot, a colon or capitals, or is localhost. */
export function registryOf(reference: string): string {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase();
  return isHost ? first : DEFAULT_REGISTRY;
}

function withoutPort(registry: string): string {
  const colon = registry.lastIndexOf(':');
  return colon > 0 && !registry.endsWith(']') ? registry.slice(0, colon) : registry;
}

/** Where a container image comes from: the host of its registry; a bare name is Docker Hub. */
export function judgeImage(raw: string, hosts: HostResolver): Judged {
  const reference = raw.replace(/^(?:docker|docker-image|docker-pullable|containerd|oci):\/\//, '').trim();
  if (reference === '') return somewhere(raw, 'image', 'the image reference is empty');
  if (/^sha256:[0-9a-f]{64}$/.test(reference))
    return inert(raw, 'a digest without a registry: an image already on the node');
  if (/[\s"'<>|\\]/.test(reference)) return somewhere(raw, 'image', `"${raw}" is no image reference`);
  const registry = registryOf(reference);
  const host = withoutPort(registry);
  if (host.toLowerCase() === 'localhost')
    return somewhere(raw, 'image', `${raw} lies on the node: nobody can say where it was pulled from`);
  const judged = hosts.judge(host, 'image');
  if (judged.is === 'inert') return { ...judged, found: raw };
  const implied = registry === DEFAULT_REGISTRY && !reference.startsWith(`${DEFAULT_REGISTRY}/`);
  const reason = implied ? `a name without a registry is Docker Hub: ${judged.place.reason}` : judged.place.reason;
  return { ...judged, found: raw, place: { ...judged.place, value: raw, reason } };
}
