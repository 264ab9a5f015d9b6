import { readCidr } from './address.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import type { Judges } from './reading.ts';

/** A network or one address, by the site's claims or by the registries of special-purpose addresses. */
export function judgeNetwork(text: string, judges: Judges): Judged {
  if (!text.includes('/')) return judges.hosts.judge(text, 'cidr');
  const claimed = judges.hosts.claimedNetwork(text);
  if (claimed !== undefined) return claimed;
  const meaning = readCidr(text);
  if (meaning === undefined) return somewhere(text, 'cidr', `"${text}" is no network in CIDR notation`);
  if (meaning.reach === 'local') return inert(text, `network: ${meaning.name}`);
  return somewhere(text, 'cidr', `${text} is ${meaning.name}`);
}
