import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, readCidr } from '../../../policies/places/address.ts';
import { registryOf } from '../../../policies/places/image.ts';
import { eea, read } from './support.ts';

const FOREIGN = 'db.us-east-1.rds.amazonaws.com';
const INSIDE = 'db.eu-central-1.rds.amazonaws.com';
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);

describe('an image comes from the registry that stands before its first slash', () => {
  const path = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const tag = fc.oneof(fc.constant(''), fc.stringMatching(/^:[A-Za-z0-9_][\w.-]{0,20}$/));
  const digest = fc.oneof(fc.constant(''), fc.stringMatching(/^@sha256:[0-9a-f]{64}$/));
  const port = fc.oneof(
    fc.constant(''),
    fc.integer({ min: 1, max: 65535 }).map((number) => `:${number}`),
  );
  const verdict = (image: string) => eea.place(image, 'image').verdict;

  it('whatever path, tag and digest follow', () => {
    fc.assert(
      fc.property(path, tag, digest, port, (name, version, hash, number) => {
        const rest = `${name}${version}${hash}`;
        expect(verdict(`ghcr.io${number}/${rest}`)).toBe('outside');
        expect(verdict(`rg.fr-par.scw.cloud${number}/${rest}`)).toBe('inside');
        expect(verdict(`registry.nobody-knows.de${number}/${rest}`)).toBe('unknown');
      }),
    );
  });

  it('and without one from Docker Hub, even when the path looks like a registry inside', () => {
    fc.assert(
      fc.property(label, tag, digest, (name, version, hash) => {
        fc.pre(name !== 'localhost');
        expect(verdict(`${name}${version}${hash}`)).toBe('outside');
        expect(verdict(`${name}/rg.fr-par.scw.cloud${version}${hash}`)).toBe('outside');
        expect(registryOf(`${name}/rg.fr-par.scw.cloud/x${version}`)).toBe('docker.io');
      }),
    );
  });

  it('and a registry inside is none when it only stands behind the slash, the colon or the at sign', () => {
    fc.assert(
      fc.property(label, fc.constantFrom('/', ':', '@', '/x:', '/x@'), (name, between) => {
        expect(verdict(`${name}.evil.io${between}rg.fr-par.scw.cloud`)).not.toBe('inside');
      }),
    );
  });
});

describe('a connection string goes to its hosts, whatever else stands in it', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9!&()*+=_~-]{1,16}$/);
  const shapes: readonly (readonly [
    name: string,
    write: (host: string, user: string, pass: string, db: string) => string,
  ])[] = [
    ['PostgreSQL, by URL', (host, user, pass, db) => `postgresql://${user}:${pass}@${host}:5432/${db}?sslmode=require`],
    [
      'PostgreSQL, by key words',
      (host, user, pass, db) => `host=${host} port=5432 user=${user} password=${pass} dbname=${db}`,
    ],
    ['PostgreSQL, by query', (host, user, _pass, db) => `postgresql:///${db}?host=${host}&user=${user}`],
    [
      'PostgreSQL, Java',
      (host, user, pass, db) => `jdbc:postgresql://${host}:5432/${db}?user=${user}&password=${pass}`,
    ],
    ['MySQL, Go', (host, user, pass, db) => `${user}:${pass}@tcp(${host}:3306)/${db}?parseTime=true`],
    ['SQL Server, Java', (host, user, _pass, db) => `jdbc:sqlserver://${host}:1433;databaseName=${db};user=${user}`],
    [
      'SQL Server, .NET',
      (host, user, pass, db) => `Server=tcp:${host},1433;Database=${db};User ID=${user};Password=${pass};`,
    ],
    ['Oracle', (host, _user, _pass, db) => `jdbc:oracle:thin:@//${host}:1521/${db}`],
    [
      'MongoDB',
      (host, user, pass, db) => `mongodb://${user}:${pass}@mongo.svc:27017,${host}:27017/${db}?replicaSet=rs0`,
    ],
    ['AMQP', (host, user, pass) => `amqps://${user}:${pass}@${host}:5671/%2F`],
    ['Redis', (host, user, pass) => `rediss://${user}:${pass}@${host}:6380/0`],
    ['SQLAlchemy', (host, user, pass, db) => `postgresql+psycopg://${user}:${pass}@${host}/${db}`],
  ];

  it.each(shapes)('%s', (_name, write) => {
    fc.assert(
      fc.property(label, secret, label, (user, pass, db) => {
        expect(read(write(FOREIGN, user, pass, db))).toBe('outside');
        expect(read(write('fhir-db.data.svc', user, pass, db))).toBe('inert');
        expect(read(write(INSIDE, user, pass, db))).toBe('inside');
        expect(read(write('db.nobody-knows.de', user, pass, db))).toBe('unknown');
      }),
      { numRuns: 60 },
    );
  });

  it.each(shapes)('%s, in any case of the host', (_name, write) => {
    expect(read(write(FOREIGN.toUpperCase(), 'u', 'p', 'd'))).toBe('outside');
  });

  it('a host inside in the user part, the database or the query hides no foreign one', () => {
    fc.assert(
      fc.property(label, (db) => {
        expect(read(`postgresql://${INSIDE}:x@${FOREIGN}/${db}`)).toBe('outside');
        expect(read(`postgresql://u:p@${FOREIGN}/${INSIDE}`)).toBe('outside');
        expect(read(`postgresql://u:p@${INSIDE}/${db}?host=${FOREIGN}`)).toBe('outside');
        expect(read(`postgresql://u:p@${INSIDE},${FOREIGN}/${db}`)).toBe('outside');
      }),
    );
  });
});

describe('a network is what its addresses are', () => {
  const RANK = { local: 0, opaque: 1, public: 2 } as const;
  const rank = (text: string) => RANK[readAddress(text)?.reach ?? 'public'];
  const dotted = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

  it('for IPv4: never more local than any address in it', () => {
    const reserved = fc.constantFrom(
      0x0a000000,
      0x7f000000,
      0xa9fe0000,
      0xac100000,
      0xc0a80000,
      0xc0000000,
      0xc6120000,
    );
    const address = fc.oneof(fc.nat(0xffffffff), reserved);
    fc.assert(
      fc.property(
        address,
        fc.integer({ min: 0, max: 32 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (at, prefix, share) => {
          const size = 2 ** (32 - prefix);
          const start = at - (at % size);
          const within = dotted(start + Math.min(size - 1, Math.floor(share * size)));
          const network = readCidr(`${dotted(at)}/${prefix}`);
          expect(RANK[network?.reach ?? 'local']).toBeGreaterThanOrEqual(rank(within));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('for IPv6: the same', () => {
    const beginning = fc.constantFrom(
      'fd00',
      'fe80',
      '2001:db8',
      '2001',
      '64:ff9b',
      '2002',
      '100',
      'ff02',
      '5f00',
      '2a01',
    );
    fc.assert(
      fc.property(beginning, fc.integer({ min: 0, max: 128 }), (start, prefix) => {
        const network = readCidr(`${start}::/${prefix}`);
        expect(RANK[network?.reach ?? 'local']).toBeGreaterThanOrEqual(rank(`${start}::`));
      }),
    );
  });

  it('and a network around another is never more local than it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 32 }), (text, prefix) => {
        const [inner, outer] = [readCidr(`${text}/${prefix}`), readCidr(`${text}/${prefix - 1}`)];
        expect(RANK[outer?.reach ?? 'local']).toBeGreaterThanOrEqual(RANK[inner?.reach ?? 'public']);
      }),
      { numRuns: 3000 },
    );
  });

  it('and one with bits that no reader takes is none', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 33, max: 9999 }), (text, prefix) => {
        expect(readCidr(`${text}/${prefix}`)).toBeUndefined();
      }),
    );
  });
});
