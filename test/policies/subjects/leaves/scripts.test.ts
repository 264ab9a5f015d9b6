import { describe, expect, it } from 'vitest';
import { scriptIn } from '../../../../policies/subjects/leaves/scripts.ts';

describe('a script that sets variables and uses them', () => {
  it.each([
    ['a literal', 'H=db.svc\npsql -h $H', 'H=db.svc\npsql -h db.svc'],
    ['a quoted literal, in brackets', 'H="db.svc"\npsql -h "${H}"', 'H="db.svc"\npsql -h "db.svc"'],
    ['an exported literal', 'export R=us-west-2\naws --region ${R}', 'export R=us-west-2\naws --region us-west-2'],
    ['a property', 'dir.data = data\ndir.temp = ${dir.data}/temp', 'dir.data = data\ndir.temp = data/temp'],
    ['what prints a path', 'T=$(mktemp)\nrm "$T"', 'T=$(mktemp)\nrm "/path"'],
  ])('has %s filled in', (_name, text, filled) => expect(scriptIn(text)?.text).toBe(filled));

  it.each([
    ['a command', 'H=$(cat /config/host)\ncurl https://$H/', 'H'],
    ['a loop', 'for f in a b; do echo $f; done', 'f'],
    ['what is read', 'while read -r line; do echo $line; done', 'line'],
    ['two settings that differ', 'H=a\nH=b\necho $H', 'H'],
  ])('leaves open what comes from %s', (_name, text, name) => {
    const script = scriptIn(text);
    expect(script?.given).toContain(name);
    expect(script?.text).toContain(`\${${name}}`);
  });

  it.each([
    ['what a command prints', 'X=$(cat f)\nrun --endpoint $X', ['X']],
    ['what is made of it', 'X=`cat f`\nY="https://$X"\nrun $Y', ['X', 'Y']],
    ['what is read', 'while read -r H; do ping $H; done < hosts', ['H']],
    ['a loop over what a command prints', 'for h in $(cat hosts); do ssh $h; done', ['h']],
    ['what is cut out of it', 'X=$(cat f)\nY=$(echo "$X" | cut -d, -f1)\nrun $Y', ['X', 'Y']],
    ['no file in which the cluster says where it is', 'F=/etc/rook/mon-endpoints\nX=$(cat ${F})\nrun $X', []],
    ['nothing that stands in the text', 'for h in a b; do X=$h; Y=${Z}/x; N=$(hostname); ssh $X; done', []],
  ])('knows as made %s', (_name, text, made) => expect([...(scriptIn(text)?.made ?? [])]).toEqual(made));

  it('does not grow without end, however often a variable stands in it', () => {
    const text = `A=${'x'.repeat(200)}\n${'$A'.repeat(50_000)}`;
    expect(scriptIn(text)?.text.length).toBeLessThan(4 * text.length + 100_000);
  });

  it.each([
    ['a text without variables', 'a=b'],
    ['a text that sets none', 'echo $HOME'],
    ['a comparison', 'if [ "$A" == "b" ]'],
  ])('%s is none', (_name, text) => expect(scriptIn(text)).toBeUndefined());
});
