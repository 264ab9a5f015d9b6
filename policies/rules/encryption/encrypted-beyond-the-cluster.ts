import { defineRule } from '../../engine/rule.ts';
import type { Context, Subject, Verdict } from '../../engine/types.ts';
import { type PlaintextUrl, plaintextUrls } from '../shared/plaintext.ts';
import { type ConfigText, configTexts } from '../shared/text.ts';
import { valueAt } from '../shared/value.ts';

/** Whatever leaves the cluster is encrypted on its way. */
export const encryptedBeyondTheCluster = defineRule({
  id: 'ENC-001',
  title: 'Whatever leaves the cluster is encrypted on its way.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32-1-a', 'c5-2026/CRY-02', 'iso-27001/A.8.24', 'nis2/art-21-2', 'iso-27001/A.5.14'],
  selects: ['*'],
  whenSilent: 'pass',
  rationale:
    'The network between buildings and providers belongs to others. Plain http, ldap or mllp shows patient data and ' +
    'credentials to whoever carries it.',
  remedy: 'use the encrypted form of the protocol (https, ldaps, amqps, …), or a sidecar that wraps it in TLS',
  evaluate: (subject, context) => {
    // Most things say nothing to a program and name no place.
    const silent = configTexts(subject).length === 0 && context.leaves(subject).length === 0;
    return silent ? [] : sentInPlain(subject, context);
  },
});

const none: readonly never[] = [];

function* sentInPlain(subject: Subject, context: Context): Generator<Verdict> {
  const texts = configTexts(subject);
  for (const text of texts) {
    for (const url of plaintextUrls(text.text)) {
      if (!isProxy(text) && leaves(url, subject, context)) yield verdict(url, text.path);
    }
  }
  let told: ReadonlySet<string> | undefined;
  for (const leaf of context.leaves(subject)) {
    if (leaf.classification !== 'placed') continue;
    // A leaf shows the host that was placed; how it is reached stands in the whole value.
    const written = valueAt(subject.body, leaf.path);
    for (const url of typeof written === 'string' ? plaintextUrls(written) : none) {
      told ??= new Set(texts.map(({ path }) => path.join('\n')));
      const isNew = !told.has(leaf.path.join('\n'));
      if (isNew && url.reach === 'named' && leaf.found.toLowerCase().includes(url.host)) yield verdict(url, leaf.path);
    }
  }
}

/** A name that the judge holds to be an identifier (an XML namespace, a code system) is no destination. */
function leaves({ reach, host }: PlaintextUrl, subject: Subject, context: Context): boolean {
  if (reach !== 'named') return reach === 'private' || reach === 'open';
  return context.leaves(subject).some((leaf) => leaf.found.toLowerCase().includes(host));
}

/** A proxy is spoken to in plain text, and carries TLS inside. */
function isProxy({ name }: ConfigText): boolean {
  return /_proxy$/i.test(name);
}

function verdict({ url, host, reach }: PlaintextUrl, path: Verdict['path']): Verdict {
  const expected = 'an encrypted protocol such as https';
  if (reach === 'open') {
    const because = 'nobody can say yet whether this leaves the cluster unencrypted';
    return { result: 'indeterminate', path, found: url, because, expected };
  }
  const because = `${host} is reached beyond the cluster without encryption`;
  return { result: 'fail', path, found: url, because, expected };
}
