import type { Value } from '../../engine/types.ts';

/** One command-line argument with the flag that it belongs to. */
export interface Argument {
  readonly text: Value;
  readonly key: string | undefined;
  /** Whether it is nothing but the name of a flag. */
  readonly isFlag: boolean;
}

const FLAG = /^--?([A-Za-z][\w-]*)$/;
const FLAG_WITH_VALUE = /^--?([A-Za-z][\w.-]*)=/;

/** Each argument of a command with its flag: `--region eu-west-2` and `--region=eu-west-2` both have the key `region`. */
export function argumentKeys(values: readonly Value[]): readonly Argument[] {
  let flag: string | undefined;
  return values.map((text) => {
    const own = typeof text === 'string' ? text : '';
    const key = FLAG_WITH_VALUE.exec(own)?.[1] ?? flag;
    const isFlag = FLAG.exec(own)?.[1];
    flag = isFlag;
    return { text, key, isFlag: isFlag !== undefined };
  });
}
