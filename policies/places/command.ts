import { judgeImage } from './image.ts';
import type { Judged } from './judged.ts';
import type { Judges } from './reading.ts';

/** Runs or fetches an image; what follows up to the end of the command. */
const RUNS = /\b(?:docker|podman|nerdctl|crictl)\s+(?:image\s+)?(run|pull|create)\s+([^\n;&|]{1,1000})/g;
/** A name with a folder, a tag or a digest, and no flag's value. */
const IMAGE =
  /^[a-z0-9][\w.-]*(?::\d+)?(?:\/[\w.-]+)+(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$|^[a-z][\w.-]*(?::[\w.-]+|@sha256:[0-9a-f]{64})$/;

/** Whether a text may run or fetch an image. */
export function namesImages(text: string): boolean {
  return /(?:docker|podman|nerdctl|crictl)\s/.test(text);
}

/** The images that commands in a text run or pull: `docker run -d grafana/agent:v0.44`. */
export function commandImages(text: string, { hosts }: Judges): readonly Judged[] {
  if (!namesImages(text)) return [];
  return [...text.matchAll(RUNS)].flatMap(([, verb, rest = '']) => {
    const words = rest.split(/[\s"')]+/);
    // What is run may follow the value of a flag; what is pulled is the one word that is no flag.
    const image = words.find((word) => (verb === 'pull' ? /^[a-z0-9]/i.test(word) : IMAGE.test(word)));
    return image === undefined ? [] : [judgeImage(image, hosts)];
  });
}
