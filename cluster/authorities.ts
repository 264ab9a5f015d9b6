import { X509Certificate } from 'node:crypto';
import type { Problem } from '../constructs/core/errors.ts';
import type { Site } from '../constructs/core/site/site.ts';

const certificate = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Nobody renews an authority in less. */
const NOTICE_DAYS = 90;

/** What is wrong with the authorities that machines trust, on a day (`YYYY-MM-DD`). */
export function authorityProblems(site: Site, pem: string, day: string): readonly Problem[] {
  const found = pem.match(certificate) ?? [];
  const at = { code: 'site-rule', position: site.source.positionOf(['cluster', 'provision', 'authorities']) } as const;
  const file = site.cluster.provision?.authorities ?? '';
  if (/PRIVATE KEY/.test(pem)) {
    return [
      { ...at, message: 'the file holds a private key', seen: file, mend: 'leave nothing but certificates in it' },
    ];
  }
  if (found.length === 0) {
    const mend = 'store the certificates of your authorities there, as PEM';
    return [{ ...at, message: 'the file holds no certificate', seen: file, mend }];
  }
  return found.flatMap((text): readonly Problem[] => {
    const read = parsed(text);
    if (read === undefined) {
      return [{ ...at, message: 'a certificate of the file cannot be read', seen: file, mend: 'store it as PEM' }];
    }
    const problem = flawOf(read, day);
    return problem === undefined ? [] : [{ ...at, ...problem }];
  });
}

function parsed(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}

function flawOf(read: X509Certificate, day: string): Pick<Problem, 'message' | 'seen' | 'mend'> | undefined {
  const name = read.subject.replaceAll('\n', ', ');
  if (!read.ca)
    return { message: 'this is the certificate of no authority', seen: name, mend: 'use that of its issuer' };
  const days = (Date.parse(read.validTo) - Date.parse(day)) / 86_400_000;
  const mend = 'renew it, and store the new one beside it until nothing uses the old one';
  if (days < 0) return { message: 'the certificate has expired', seen: `${name}: ${read.validTo}`, mend };
  if (Date.parse(read.validFrom) > Date.parse(day) + 86_400_000) {
    return {
      message: 'the certificate is not valid yet',
      seen: `${name}: ${read.validFrom}`,
      mend: 'correct the clock',
    };
  }
  if (days >= NOTICE_DAYS) return undefined;
  return { message: `the certificate ends in less than ${NOTICE_DAYS} days`, seen: `${name}: ${read.validTo}`, mend };
}
