import { judgeImage } from './image.ts';
import type { Judged } from './judged.ts';
import type { Judges } from './reading.ts';

/** Runs or fetches an image; what follows up to the end of the command. */
const RUNS = /\b(?:docker|podman|nerdctl|crictl)\s+(?:image\s+)?(?:run|pull|create)\s+([^\n;&|]{1,1000})/g;
/** A name with a folder, a tag or a digest, and no flag's value. */
const IMAGE =
  /^[a-z0-9][\w.-]*(?::\d+)?(?:\/[\w.-]+)+(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$|^[a-z][\w.-]*(?::[\w.-]+|@sha256:[0-9a-f]{64})$/;

/** The images that commands in a text run or pull: `docker run -d grafana/agent:v0.44`. */
export function commandImages(text: string, { hosts }: Judges): readonly Judged[] {
  if (!/docker|podman|nerdctl|crictl/.test(text)) return [];
  return [...text.matchAll(RUNS)].flatMap(([, rest = '']) => {
    const image = rest.split(/[\s"']+/).find((word) => IMAGE.test(word));
    return image === undefined ? [] : [judgeImage(image, hosts)];
  });
}
