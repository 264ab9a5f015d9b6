import { PLATFORM_ANNOTATION, type StringMap } from './labels.ts';

/** Why an AI service is out of use, and who said so. */
export interface OutOfUse {
  readonly reason: string;
  /** Who decided it. */
  readonly person: string;
  /** Day: `2026-11-22`. */
  readonly since: string;
}

/** The same in words, for people. */
export function outOfUseText({ reason, person, since }: OutOfUse): string {
  return `out of use since ${since}: ${reason} (${person})`;
}

/** How many pods a service runs, and what its annotations say, when it may be out of use: none then, and why. */
export function inUse(stopped: OutOfUse | undefined, replicas: number) {
  const annotations: StringMap = stopped === undefined ? {} : { [PLATFORM_ANNOTATION.outOfUse]: outOfUseText(stopped) };
  return { replicas: stopped === undefined ? replicas : 0, annotations };
}
