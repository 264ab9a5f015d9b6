import type { Path } from '../../engine/types.ts';
import { withItem, withValue } from '../edit.ts';
import { foreignAddress, foreignHost, lookalike } from '../planted.ts';
import type { Random } from '../random.ts';
import { type AttackClass, type Mutation, PLACE_RULES, type PodTarget, type Target } from '../types.ts';

interface Image {
  readonly name: string;
  readonly what: string;
  readonly because: string;
}

const DIGEST = `@sha256:${'5'.repeat(64)}`;
const HUB = 'a name without a registry is pulled from Docker Hub, which is run from the US';

/** An image from abroad, always by digest: the registry alone is what is wrong. */
function foreignImage(target: Target, random: Random): Image {
  const { value: host, because } = foreignHost(target, random);
  const other = lookalike(target, random);
  const address = foreignAddress(target, random);
  const named = (name: string, what: string): Image => ({ name: `${name}${DIGEST}`, what, because });
  return random.pick<Image>([
    named(`${host}/klinik/app`, 'a foreign registry'),
    named(`${host}/klinik/app:v1`, 'a foreign registry, tag and digest'),
    named(`${host}:5000/klinik/app`, 'a foreign registry with a port'),
    named(`${host.toUpperCase()}/klinik/app`, 'a foreign registry in upper case'),
    named(`${host}/registry.eu-central-1.internal/app`, 'a foreign registry with a folder that reads like one inside'),
    {
      name: `${other.value}/klinik/app${DIGEST}`,
      what: 'a registry that only looks like one inside',
      because: other.because,
    },
    { name: `${address.value}:5000/app${DIGEST}`, what: 'a registry by its address', because: address.because },
    ...[
      'nginx',
      'library/nginx',
      'bitnami/postgresql',
      'docker.io/klinik/app',
      'index.docker.io/klinik/app',
      'DOCKER.IO/app',
    ].map((name) => ({ name: `${name}${DIGEST}`, what: 'Docker Hub', because: HUB })),
  ]);
}

const containers: AttackClass = {
  id: 'images',
  title: 'the image of a container, of an init container, or of a volume',
  aim: 'residency',
  caughtBy: PLACE_RULES,
  mutate(target, random) {
    if (target.pods.length === 0) return undefined;
    const pod = random.pick(target.pods);
    const image = foreignImage(target, random);
    return random.pick([changed, added, volume])(pod, image, random);
  },
};

function mutation(pod: PodTarget, body: PodTarget['subject']['body'], at: Path, where: string, image: Image): Mutation {
  const { name: value, because } = image;
  return { change: { do: 'edit', subject: pod.subject, body }, what: `${where}: ${image.what}`, value, because, at };
}

function changed(pod: PodTarget, image: Image, random: Random): Mutation {
  const at = [...random.pick(pod.containers), 'image'];
  return mutation(pod, withValue(pod.subject.body, at, image.name), at, 'a container', image);
}

function added(pod: PodTarget, image: Image): Mutation {
  const container = { name: 'added', image: image.name };
  const { body, path } = withItem(pod.subject.body, [...pod.path, 'initContainers'], container);
  return mutation(pod, body, [...path, 'image'], 'an init container', image);
}

function volume(pod: PodTarget, image: Image): Mutation {
  const source = { name: 'added', image: { reference: image.name, pullPolicy: 'IfNotPresent' } };
  const { body, path } = withItem(pod.subject.body, [...pod.path, 'volumes'], source);
  return mutation(pod, body, [...path, 'image', 'reference'], 'an image volume', image);
}

/** Attacks by images. */
export const imageClasses: readonly AttackClass[] = [containers];
