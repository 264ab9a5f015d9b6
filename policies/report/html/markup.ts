import { visible } from '../words.ts';

/** HTML that is safe to print. Only {@link html} and {@link raw} make it. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, markup is not, lists are joined, `undefined` is nothing. */
export type Part = string | number | Html | readonly Html[] | undefined;

/**
 * A template whose every text is escaped, for content and for quoted attributes alike. What no reader can see (controls,
 * direction marks, lone surrogates) is written out, so that no value can hide a letter or turn a line around.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((text, string, index) => text + printed(parts[index - 1]) + string) };
}

/** Text that is markup already: only for constants of the report itself. */
export function raw(markup: string): Html {
  return { markup };
}

/** A text of the toolkit's own, in which backticks mark code. */
export function prose(text: string): Html {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
  return { markup: parts.map(({ markup }) => markup).join('') };
}

function printed(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  return text
    .replace(/[^\n\p{L}\p{N}\p{P}\p{S}\p{M}\x20]/gu, visible)
    .replace(/[&<>"'`]/g, (character) => entities[character] ?? character);
}
