import { isIP } from 'node:net';

/** A URL that is sent unencrypted, and where it leads. */
export interface PlaintextUrl {
  /** Without user info: a report must not repeat a password. */
  readonly url: string;
  readonly host: string;
  /** `open` when the host is only known once something fills it in. */
  readonly reach: 'own-pod' | 'cluster' | 'private' | 'named' | 'open';
}

/** Schemes without encryption, of the protocols that a hospital's programs speak. */
const schemes = 'http|ws|ftp|tftp|ldap|amqp|mqtt|redis|nats|telnet|smtp|imap|pop3|syslog|mllp|thrift|stomp';
const pattern = new RegExp(
  `(?<![\\w+.-])(${schemes})://(?:[^\\s/@"'<>]*@)?(\\[[0-9a-f:.%]+\\]|[^\\s/:?#"'<>,;|)\\]}]+)`,
  'gi',
);

/** Every URL in the text that would be sent unencrypted. */
export function plaintextUrls(text: string): readonly PlaintextUrl[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(pattern)].map(([, scheme = '', host = '']) => {
    const name = host
      .replace(/^\[|\]$/g, '')
      .replace(/\.$/, '')
      .toLowerCase();
    return { url: `${scheme}://${host}`, host: name, reach: reachOf(name) };
  });
}

const ownPod = /^(localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|::)$/;
const cluster = /^([a-z0-9-]+|[a-z0-9-]+\.[a-z0-9-]+\.svc|.+\.svc\.cluster\.local|.+\.pod\.cluster\.local)$/;

function reachOf(host: string): PlaintextUrl['reach'] {
  if (host.includes('$')) return 'open';
  if (ownPod.test(host)) return 'own-pod';
  if (isIP(host) !== 0) return 'private';
  return cluster.test(host) || /^[a-z0-9-]+(\.[a-z0-9-]+)*\.svc$/.test(host) ? 'cluster' : 'named';
}
