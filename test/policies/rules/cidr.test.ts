import { describe, expect, it } from 'vitest';
import { parseCidr, publicPart, subtract } from '../../../policies/rules/shared/cidr.ts';

const range = (text: string) => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

describe('a CIDR', () => {
  it.each(['10.0.0.0', '10.0.0.0/33', '010.0.0.0/8', '10.0.0/8', '::/129', 'fe80::1%eth0/64', '10.0.0.0/8/8', ''])(
    '%s is none',
    (text) => expect(parseCidr(text)).toBeUndefined(),
  );

  it('covers its whole block, whichever address names it', () =>
    expect(range('10.1.2.3/8')).toEqual(range('10.0.0.0/8')));
  it('may end in an IPv4 address', () => expect(range('64:ff9b::8.8.8.8/128')).toEqual(range('64:ff9b::808:808/128')));
});

describe('the public part', () => {
  it.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.1.0/24', '100.64.0.0/10', 'fd00::/8', 'fe80::/10', '127.0.0.1/32'])(
    'of %s is nothing',
    (text) => expect(publicPart([range(text)])).toEqual([]),
  );
  it.each([
    '0.0.0.0/0',
    '0.0.0.0/1',
    '8.8.8.8/32',
    '172.0.0.0/8',
    '::/0',
    '64:ff9b::808:808/128',
    '::ffff:8.8.8.8/128',
    '2000::/3',
  ])('of %s is something', (text) => expect(publicPart([range(text)])).not.toEqual([]));
});

describe('subtracting', () => {
  it('both halves leaves nothing', () =>
    expect(subtract([range('0.0.0.0/0')], [range('0.0.0.0/1'), range('128.0.0.0/1')])).toEqual([]));
  it('the other family changes nothing', () =>
    expect(subtract([range('::/0')], [range('0.0.0.0/0')])).toEqual([range('::/0')]));
  it('a hole in the middle leaves both sides', () =>
    expect(subtract([range('10.0.0.0/30')], [range('10.0.0.1/32')])).toHaveLength(2));
});
