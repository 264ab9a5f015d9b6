import { UsageError } from '../command.ts';

/** A question as the options say it. */
export interface Asked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly port?: string | undefined;
}

const forms = [
  [
    /^(?:can|may|could|does) (?<from>.+?) reach (?<to>.+?)(?: on (?:port )?(?<port>\S+))?$/i,
    'can ai/model-gateway reach the internet?',
  ],
  [/^who (?:can |may |could )?reach(?:es)? (?<to>.+?)(?: on (?:port )?(?<port>\S+))?$/i, 'who can reach patient data?'],
  [/^what (?:can|may|could|does) (?<from>.+?) reach(?: on (?:port )?(?<port>\S+))?$/i, 'what can clinical/fhir reach?'],
] as const;

/** Reads a question in words. @throws UsageError when it has none of the three forms */
export function readQuestion(text: string): Asked {
  const words = text
    .trim()
    .replace(/\s*\?$/, '')
    .replaceAll(/\s+/g, ' ');
  for (const [form] of forms) {
    const found = form.exec(words)?.groups;
    if (found !== undefined) return { from: placeIn(found.from), to: placeIn(found.to), port: found.port };
  }
  throw new UsageError(
    `"${text}" is no question that is understood; ask like this: ${forms.map(([, one]) => `"${one}"`).join(', ')}`,
  );
}

function placeIn(words: string | undefined): string | undefined {
  const text = words?.replace(/^(?:the|any|our) /i, '');
  if (text === undefined) return undefined;
  if (/^(?:internet|world)$/i.test(text)) return 'internet';
  if (/^outside(?: the cluster| world)?$/i.test(text)) return 'outside';
  const [, data] = /^(\S+) data$/i.exec(text) ?? [];
  if (data !== undefined) return `data-class=${/^patients?$/i.test(data) ? 'health' : data.toLowerCase()}`;
  const [, role] = /^role (\S+)$/i.exec(text) ?? [];
  return role === undefined ? text : `role=${role}`;
}
