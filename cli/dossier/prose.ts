import type { LegalText } from '../../catalog/law/legal-texts.ts';

/** A Markdown list. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll(/\s+/g, ' ')}`).join('\n');
}

/** A legal text with its source and the day on which it was read. */
export function cited({ cited: name, source, asOf, recalled }: LegalText): string {
  return `${name} (${source}, as of ${asOf}${recalled ? ', only remembered' : ''})`;
}

/** A JSON file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
