import { describe, expect, it } from 'vitest';
import { readAddress, readCidr } from '../../../policies/places/address.ts';

describe('an address keeps its meaning in every spelling', () => {
  it.each([
    ['dotted', '8.8.8.8', '8.8.8.8', 'public'],
    ['one decimal number', '134744072', '8.8.8.8', 'public'],
    ['one hexadecimal number', '0x08080808', '8.8.8.8', 'public'],
    ['octal parts', '010.010.010.010', '8.8.8.8', 'public'],
    ['mixed parts', '0x8.8.2056', '8.8.8.8', 'public'],
    ['loopback as one number', '2130706433', '127.0.0.1', 'local'],
    ['private', '10.20.8.31', '10.20.8.31', 'local'],
    ['anycast inside a reserved range', '192.0.0.9', '192.0.0.9', 'opaque'],
    ['carrier-grade NAT', '100.64.1.1', '100.64.1.1', 'local'],
    ['link local', '169.254.169.254', '169.254.169.254', 'local'],
    ['documentation', '192.0.2.7', '192.0.2.7', 'local'],
    ['IPv4 mapped into IPv6', '::ffff:8.8.8.8', '8.8.8.8', 'public'],
    ['private, mapped', '::ffff:10.0.0.1', '10.0.0.1', 'local'],
    ['NAT64', '64:ff9b::808:808', '8.8.8.8', 'public'],
    ['NAT64 around a private address', '64:ff9b::a00:1', '10.0.0.1', 'local'],
    ['6to4', '2002:808:808::1', '8.8.8.8', 'public'],
  ])('%s', (_name, text, canonical, reach) => {
    expect(readAddress(text)).toMatchObject({ canonical, reach });
  });

  it.each([
    ['unique local', 'fd12:3456:789a::7', 'local'],
    ['link local with a zone id', 'fe80::1%eth0', 'local'],
    ['loopback', '::1', 'local'],
    ['documentation', '2001:db8::1', 'local'],
    ['Teredo, which hides where it leads', '2001::1', 'opaque'],
    ['local-use NAT64, which hides where it leads', '64:ff9b:1::808:808', 'opaque'],
    ['benchmarking', '2001:2::1', 'local'],
    ['a dummy prefix', '100:0:0:1::1', 'local'],
    ['segment identifiers', '5f00::1', 'local'],
    ['an anycast service of the IETF', '2001:1::1', 'opaque'],
    ['AS112', '2620:4f:8000::1', 'opaque'],
    ['IPv4 translated, which no registry reserves', '::ffff:0:10.0.0.1', 'public'],
    ['a global one', '2606:4700:4700::1111', 'public'],
  ])('IPv6, %s', (_name, text, reach) => {
    expect(readAddress(text)?.reach).toBe(reach);
  });

  it('takes the worse reading where readers disagree: 010.8.8.8 is 8.8.8.8 to some and 10.8.8.8 to others', () => {
    expect(readAddress('010.8.8.8')).toMatchObject({ canonical: '8.8.8.8', reach: 'public' });
  });

  it.each(['', 'a.b.c.d', '256.1.1.1', '1.2.3.4.5', '12:30:45', 'aa:bb:cc:dd:ee:ff', '1::2::3', ':::', '08.1.1.1.1'])(
    'is no address: "%s"',
    (text) => expect(readAddress(text)).toBeUndefined(),
  );
});

describe('a network is local only when all of it is', () => {
  it.each([
    ['10.0.0.0/8', 'local'],
    ['10.40.0.0/16', 'local'],
    ['192.168.1.7/32', 'local'],
    ['10.0.0.0/7', 'public'],
    ['0.0.0.0/0', 'public'],
    ['0.0.0.0/1', 'public'],
    ['128.0.0.0/1', 'public'],
    ['8.8.8.0/24', 'public'],
    ['010.0.0.0/8', 'public'],
    ['192.0.0.0/24', 'opaque'],
    ['2001:2::/48', 'local'],
    ['2001::/23', 'opaque'],
    ['fd00::/8', 'local'],
    ['fc00::/6', 'public'],
    ['::/0', 'public'],
    ['2002::/16', 'opaque'],
    ['64:ff9b::808:0/112', 'opaque'],
  ])('%s is %s', (text, reach) => {
    expect(readCidr(text)?.reach).toBe(reach);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/-1', 'fd00::/129', 'x/8', '/8'])(
    'is no network: %s',
    (text) => expect(readCidr(text)).toBeUndefined(),
  );
});
