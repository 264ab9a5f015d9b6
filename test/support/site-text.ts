import { readFileSync } from 'node:fs';

/** The text of a site file of the project. */
export function siteText(name: 'reference-hospital' | 'clinic'): string {
  return readFileSync(`sites/${name}.yaml`, 'utf8');
}

/** Replaces one occurrence of a text; fails the test when there is not exactly one. */
export function edit(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`expected one "${from}", found ${parts.length - 1}`);
  return parts.join(to);
}

/** 1-based `line:column` of the first occurrence of a text. */
export function placeOf(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part));
  return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}
