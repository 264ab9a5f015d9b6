import { describe, expect, it } from 'vitest';
import { rules } from '../../../policies/rules/index.ts';
import { readWaivers } from '../../../policies/waivers/read.ts';

const read = (text: string) => readWaivers({ name: 'waivers.yaml', bytes: new TextEncoder().encode(text) }, rules);

const lines: Readonly<Record<string, string>> = {
  rule: 'POD-002',
  subject: 'Deployment/clinical/fhir',
  path: 'spec.template.spec.securityContext',
  owner: 'platform team',
  reason: 'the vendor image cannot run as another user yet',
  ticket: 'SEC-7',
  expires: '2026-12-31',
};

/** A file with one waiver, one key a line, from line 3 on. */
function fileWith(changes: Readonly<Record<string, string | undefined>>): string {
  const entry = Object.entries({ ...lines, ...changes }).filter(([, value]) => value !== undefined);
  return `schema: domicile/waivers/v1\nwaivers:\n${entry.map(([key, value], i) => `${i ? '    ' : '  - '}${key}: ${value}`).join('\n')}\n`;
}

describe('a waiver file', () => {
  it('is read with the place of each waiver', () => {
    const { waivers, problems } = read(fileWith({}));
    expect(problems).toEqual([]);
    expect(waivers).toEqual([{ ...lines, position: { file: 'waivers.yaml', line: 3, column: 5 } }]);
  });

  it('may hold none', () =>
    expect(read('schema: domicile/waivers/v1\nwaivers: []\n')).toEqual({ waivers: [], problems: [] }));

  it('keeps the good waivers beside a malformed one, which counts as expired', () => {
    const second = fileWith({ ticket: 'SEC-8' }).split('\n').slice(2).join('\n');
    const { waivers, problems } = read(`${fileWith({ expires: 'never' })}${second}`);
    expect(waivers.map(({ ticket }) => ticket)).toEqual(['SEC-8']);
    expect(problems).toHaveLength(1);
  });

  it.each([
    ['a day that does not exist', { expires: '2026-02-30' }, 9, /"2026-02-30" is no day; write the last day/],
    ['a day with a time', { expires: '"2026-12-31T00:00:00Z"' }, 9, /is no day/],
    ['a day in German', { expires: '31.12.2026' }, 9, /is no day/],
    ['a number in place of a day', { expires: '20261231' }, 9, /"expires" is no text, it is 20261231/],
    ['no expiry', { expires: undefined }, 3, /"expires" is missing/],
    ['no owner', { owner: '""' }, 6, /"owner" is empty/],
    ['a reason that is none', { reason: 'ok' }, 7, /reason "ok" is too short/],
    ['a misspelt key', { tiket: 'SEC-7' }, 10, /"tiket" is no known key of a waiver; did you mean "ticket"\?/],
    ['a rule that does not exist', { rule: 'POD-02' }, 3, /no rule "POD-02"; did you mean POD-002\?/],
    ['a subject that covers everything', { subject: '"*"' }, 4, /subject "\*": no label is written out/],
    ['a subject of stars only', { subject: '"*/*/*"' }, 4, /no label is written out/],
    ['a star that would cross labels', { subject: 'Deployment/clinical/**' }, 4, /more than one \*/],
    ['a path that covers everything', { path: '"*"' }, 5, /path "\*": no label is written out/],
    ['a list in place of a text', { owner: '[a, b]' }, 6, /"owner" is no text/],
  ])('with %s is an error at its place', (_name, changes, line, message) => {
    const { waivers, problems } = read(fileWith(changes));
    expect(waivers).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.position).toMatchObject({ file: 'waivers.yaml', line });
  });

  it.each([
    ['is empty', '', /is empty/],
    ['holds only a comment', '# none yet', /holds nothing; it starts with "schema/],
    ['has no schema', 'waivers: []', /schema is missing; this version reads domicile\/waivers\/v1/],
    ['has another schema', 'schema: domicile/waivers/v2\nwaivers: []', /schema is "domicile\/waivers\/v2"/],
    ['is a list', '- rule: POD-002', /no mapping/],
    ['has no list', 'schema: domicile/waivers/v1\nwaivers: none', /waivers is no list/],
    ['has a list of texts', 'schema: domicile/waivers/v1\nwaivers: [POD-002]', /a waiver is no mapping/],
    ['has a key of its own', 'schema: domicile/waivers/v1\nwaivers: []\nowner: me', /"owner" is no known key/],
    ['has a key twice', 'schema: domicile/waivers/v1\nwaivers: []\nwaivers: []', /unique/i],
    ['has two documents', 'schema: domicile/waivers/v1\nwaivers: []\n---\nwaivers: []', /two documents/],
    ['is no YAML', 'schema: [', /./],
    ['is binary', 'schema\u0000: a', /./],
  ])('that %s is an error', (_name, text, message) => {
    const { waivers, problems } = read(text);
    expect(waivers).toEqual([]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.position.file).toBe('waivers.yaml');
  });
});
