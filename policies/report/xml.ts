import { visible } from './words.ts';

/** Escaped XML: only {@link element} makes it, so that no text gets into a document unescaped. */
export interface Markup {
  readonly text: string;
}

/** An element with its attributes and either children or text; every character of them is escaped or made visible. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly Markup[] | string,
): Markup {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const opening = `<${name}${pairs.join('')}`;
  if (typeof content === 'string') return { text: `${opening}>${escaped(content)}</${name}>` };
  if (content.length === 0) return { text: `${opening}/>` };
  const inner = content
    .map(({ text }) => text)
    .join('\n')
    .replace(/^(?=<)/gm, '  ');
  return { text: `${opening}>\n${inner}\n</${name}>` };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Line breaks stay; every other control character has no place in XML 1.0 and is made visible. */
function escaped(text: string): string {
  return text
    .replace(/[^\n\p{L}\p{N}\p{P}\p{S}\p{M}\x20]/gu, visible)
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
