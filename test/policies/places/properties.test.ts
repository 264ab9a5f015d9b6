import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, readCidr } from '../../../policies/places/address.ts';
import { nextAuthority } from '../../../policies/places/url.ts';
import { eea, read } from './support.ts';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const inside = fc.constantFrom(
  's3.eu-central-1.amazonaws.com',
  's3.fr-par.scw.cloud',
  'fsn1.your-objectstorage.com',
  'datadoghq.eu',
);
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.stringMatching(/^[a-z0-9./:@\\${}()[\]%,;=&?#_ -]{0,80}$/),
);

describe('reading never throws', () => {
  it('a text, under any key and role', () => {
    const role = fc.constantFrom('free', 'image', 'region', 'host', 'url', 'cidr', 'identifier', undefined);
    fc.assert(
      fc.property(nasty, fc.option(nasty, { nil: undefined }), role, (text, key, as) => {
        const verdict = eea.classify(text, { key, role: as });
        expect(verdict.pieces.length > 0).toBe(verdict.classification !== 'inert');
      }),
      { numRuns: 1500 },
    );
  });

  it('a value, with any hint', () => {
    fc.assert(
      fc.property(nasty, fc.option(nasty, { nil: undefined }), (value, hint) => {
        expect(eea.place(value, hint).value).toBe(value);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a host', () => {
  it('is the same behind any user part', () => {
    const user = fc.stringMatching(/^[a-z0-9.:%_-]{0,20}$/);
    fc.assert(
      fc.property(user, label, (name, path) => {
        expect(read(`https://${name}@api.openai.com/${path}`)).toBe('outside');
        expect(read(`https://${name}@fhir.interop.svc/${path}`)).toBe('inert');
      }),
    );
  });

  it('is the same in any case and with any port', () => {
    fc.assert(
      fc.property(fc.nat(65535), fc.boolean(), (port, upper) => {
        const host = upper ? 'API.OPENAI.COM' : 'api.openai.com';
        expect(read(`${host}:${port}`)).toBe('outside');
      }),
    );
  });

  it('is never inside because an inside name stands before, inside or after it', () => {
    fc.assert(
      fc.property(inside, label, fc.constantFrom('com', 'de', 'eu', 'io'), (name, own, top) => {
        const evil = `${own}-host.${top}`;
        for (const text of [`${name}.${evil}`, `${own}${name.replaceAll('.', '-')}.${top}`]) {
          expect(read(`https://${text}/`)).not.toBe('inside');
        }
        expect(read(`https://${name}@${evil}/`)).toBe('unknown');
        expect(read(`https://${evil}/${name}`)).toBe('unknown');
        expect(read(`https://${evil}#@${name}/`)).toBe('unknown');
        expect(read(`https://${evil}?@${name}/`)).toBe('unknown');
      }),
    );
  });

  it('is found wherever it stands in a list', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 5 }), fc.nat(5), (services, at) => {
        const hosts = services.map((service) => `${service}.ns.svc:9092`);
        hosts.splice(Math.min(at, hosts.length), 0, 'api.openai.com:443');
        expect(read(hosts.join(','))).toBe('outside');
        expect(read(`kafka://${hosts.join(',')}/topic`)).toBe('outside');
      }),
    );
  });

  it('is where URL puts it, for every URL that both can read', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true, withFragments: true }),
        (text) => {
          const authority = nextAuthority(text, 0);
          const [host] = authority?.hosts ?? [];
          expect(host && text.slice(host.start, host.end).toLowerCase()).toBe(new URL(text).hostname);
        },
      ),
    );
  });
});

describe('an address', () => {
  it('means the same in every spelling that URL readers take', () => {
    fc.assert(
      fc.property(fc.ipV4Extended(), (text) => {
        const canonical = new URL(`http://${text}/`).hostname;
        const meaning = readAddress(text);
        const agreed = !/(?:^|\.)0[0-9]/.test(text);
        if (agreed) expect(meaning?.canonical).toBe(canonical);
        else expect(meaning).toBeDefined();
      }),
    );
  });

  it('of version 6 is read whenever URL reads it', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(readAddress(text)).toBeDefined();
      }),
    );
  });

  it('that is public makes every network around it not local', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (text, prefix) => {
        if (readAddress(text)?.reach === 'public') expect(readCidr(`${text}/${prefix}`)?.reach).not.toBe('local');
      }),
    );
  });
});

describe('reading takes time in proportion to the length', () => {
  const bait: readonly (readonly [name: string, piece: string])[] = [
    ['schemes', 'http://'],
    ['user parts', 'https://a@'],
    ['colons', 'a:'],
    ['dots', 'a.'],
    ['open references', '${'],
    ['open templates', '{{ '],
    ['open commands', '$(a '],
    ['references in hosts', 'https://${A}.x/ '],
    ['host lists', 'h1,h2:1,'],
    ['back-slashes', 'https://x\\@'],
    ['settings', 'region= x '],
    ['hyphens', 'eu-'],
    ['quotes', '--location "'],
    ['addresses', '1.2.3.4 '],
    ['hosts', 's3.eu-central-1.amazonaws.com '],
    ['paths', 'projects/'],
  ];

  const seconds = (text: string): number => {
    const times = Array.from({ length: 3 }, () => {
      const start = process.cpuUsage();
      eea.classify(text, { key: 'X' });
      const { user, system } = process.cpuUsage(start);
      return user + system;
    });
    return Math.min(...times);
  };

  it.each(bait)('%s', (_name, piece) => {
    const text = (units: number) => piece.repeat(Math.ceil(units / piece.length));
    seconds(text(10_000));
    const once = seconds(text(25_000));
    const twice = seconds(text(110_000));
    // A floor keeps the noise of the clock out; quadratic reading would be four times, and seconds.
    expect(twice).toBeLessThan(3 * Math.max(once, 20_000));
  });
});
