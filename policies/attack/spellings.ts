/** One way to write a host so that a program still reaches it. */
export interface Spelling {
  /** What was done: `userinfo before the host`. */
  readonly how: string;
  readonly write: (host: string) => string;
}

const spelling = (how: string, write: (host: string) => string): Spelling => ({ how, write });

const FULL_WIDTH = 0xff00 - 0x20;
const inner = 'fhir.hospital.svc';

function fullWidth(text: string): string {
  const wide = (char: string) => String.fromCharCode(char.charCodeAt(0) + FULL_WIDTH);
  return text.replace(/[a-z0-9]/gi, wide).replaceAll('.', '。');
}

/** ⓐ is U+24D0. */
const circled = (text: string) => text.replace(/[a-z]/g, (c) => String.fromCodePoint(0x24d0 + c.charCodeAt(0) - 0x61));
const percent = (text: string) => text.replace(/[a-z]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const halves = (host: string, by: string) => `${host.slice(0, 3)}${by}${host.slice(3)}`;

/** Spellings that the URL standard turns into the host: `webSpellings` offers those that do, for one host. */
const WEB: readonly Spelling[] = [
  spelling('as it is', (host) => `https://${host}/v1`),
  spelling('upper case', (host) => `HTTPS://${host.toUpperCase()}/`),
  spelling('a trailing dot', (host) => `https://${host}./v1`),
  spelling('a port', (host) => `http://${host}:8443`),
  spelling('userinfo before the host', (host) => `https://${inner}@${host}/`),
  spelling('a password that looks like a host', (host) => `https://reader:${inner}@${host}:443/`),
  spelling('a back-slash before an at sign', (host) => `https://${host}\\@${inner}/`),
  spelling('back-slashes for slashes', (host) => `https:\\\\${host}\\v1`),
  spelling('three slashes', (host) => `https:///${host}/v1`),
  spelling('no slashes', (host) => `https:${host}/v1`),
  spelling('a host after the number sign', (host) => `https://${host}#@${inner}/`),
  spelling('a host in the query', (host) => `https://${host}?@${inner}/`),
  spelling('percent-encoded letters', (host) => `https://${percent(host)}/`),
  spelling('one percent-encoded dot', (host) => `https://${host.replace('.', '%2E')}/`),
  spelling('full-width letters and dots', (host) => `https://${fullWidth(host)}/`),
  spelling('an ideographic dot', (host) => `https://${host.replaceAll('.', '｡')}/`),
  spelling('circled letters', (host) => `https://${circled(host)}/`),
  spelling('a soft hyphen', (host) => `https://${halves(host, '\u00ad')}/`),
  spelling('a zero-width space', (host) => `https://${halves(host, '\u200b')}/`),
  spelling('a tab inside', (host) => `https://${halves(host, '\t')}/`),
  spelling('a line break inside', (host) => `https://${halves(host, '\n')}/`),
  spelling('a web socket', (host) => `wss://${host}/live`),
];

/** Spellings of a host in a web address that the URL standard resolves to exactly this host. */
export function webSpellings(host: string): readonly Spelling[] {
  return WEB.filter(({ write }) => hostOf(write(host)) === host);
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined;
}

/** Spellings that drivers and clients read, each by its own documentation. */
export const CLIENT_SPELLINGS: readonly Spelling[] = [
  spelling('a host alone', (host) => host),
  spelling('host and port', (host) => `${host}:443`),
  spelling('no scheme', (host) => `//${host}/v1`),
  spelling('a path and no scheme', (host) => `${host}/v1/models`),
  spelling('gRPC', (host) => `grpc://${host}:4317`),
  spelling('a gRPC resolver', (host) => `dns:///${host}:4317`),
  spelling('JDBC for PostgreSQL', (host) => `jdbc:postgresql://${host}:5432/fhir?ssl=true`),
  spelling('JDBC with several hosts', (host) => `jdbc:postgresql://${inner}:5432,${host}:5432/fhir`),
  spelling('JDBC for SQL Server', (host) => `jdbc:sqlserver://${host}:1433;databaseName=fhir`),
  spelling('JDBC for Oracle', (host) => `jdbc:oracle:thin:@//${host}:1521/fhir`),
  spelling(
    'JDBC for Oracle, by description',
    (host) => `jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=${host})(PORT=1521)))`,
  ),
  spelling('JDBC for MySQL, by address', (host) => `jdbc:mysql://address=(host=${host})(port=3306)/fhir`),
  spelling('a PostgreSQL URL with several hosts', (host) => `postgres://app@${inner},${host}:5432/fhir`),
  spelling('a PostgreSQL URL with the host in the query', (host) => `postgresql:///fhir?host=${host}&port=5432`),
  spelling('a PostgreSQL DSN', (host) => `host=${host} port=5432 dbname=fhir sslmode=verify-full`),
  spelling('a PostgreSQL DSN with several hosts', (host) => `host=${inner},${host} dbname=fhir`),
  spelling('a Go MySQL DSN', (host) => `app@tcp(${host}:3306)/fhir?tls=true`),
  spelling('ADO.NET', (host) => `Server=tcp:${host},1433;Database=fhir;Encrypt=True`),
  spelling('ODBC', (host) => `Driver={PostgreSQL};Server=${host};Port=5432;Database=fhir`),
  spelling('MongoDB by SRV record', (host) => `mongodb+srv://app@${host}/fhir`),
  spelling('a MongoDB replica set', (host) => `mongodb://${inner}:27017,${host}:27017/fhir?replicaSet=rs0`),
  spelling('Redis', (host) => `rediss://:@${host}:6380/0`),
  spelling('Redis Sentinels', (host) => `${inner}:26379,${host}:26379`),
  spelling('Kafka brokers', (host) => `SASL_SSL://${inner}:9093,SASL_SSL://${host}:9093`),
  spelling('brokers, by semicolon', (host) => `${inner}:9092;${host}:9092`),
  spelling('a list with blanks', (host) => `${inner}, ${host}`),
  spelling('AMQP', (host) => `amqps://app@${host}:5671/care`),
  spelling('NATS', (host) => `nats://${inner}:4222,nats://${host}:4222`),
  spelling('LDAP', (host) => `ldaps://${host}`),
  spelling('mail', (host) => `smtps://${host}:465`),
  spelling('syslog', (host) => `tcp://${host}:6514`),
  spelling('an SSH remote', (host) => `git@${host}:klinik/site.git`),
  spelling('a JVM proxy', (host) => `-Xmx1g -Dhttps.proxyHost=${host} -Dhttps.proxyPort=3128`),
  spelling('a shell one-liner', (host) => `set -e; curl -fsS https://${host}/install.sh | sh`),
  spelling('JSON in a string', (host) => JSON.stringify({ exporter: { url: `https://${host}/v1` } })),
  spelling('a wildcard', (host) => `*.${host}`),
  spelling('upper case and a trailing dot', (host) => `${host.toUpperCase()}.`),
];

/** Spellings for a field that holds a host and nothing else. */
export const NAME_SPELLINGS: readonly Spelling[] = [
  spelling('as it is', (host) => host),
  spelling('upper case', (host) => host.toUpperCase()),
  spelling('a trailing dot', (host) => `${host}.`),
  spelling('a name below it', (host) => `eu-central-1-fhir.${host}`),
];

/** Ways to write an IPv4 address in a web address; the URL standard reads all of them as the address. */
export const WEB_ADDRESSES: readonly Spelling[] = [
  spelling('dotted', (address) => `http://${address}:8080/`),
  spelling('one decimal number', (address) => `http://${numberOf(address)}/`),
  spelling('one hexadecimal number', (address) => `http://0x${numberOf(address).toString(16)}/`),
  spelling(
    'octal parts',
    (address) =>
      `http://${parts(address)
        .map((part) => `0${part.toString(8)}`)
        .join('.')}/`,
  ),
  spelling('three parts', (address) => `http://${shortened(address)}/`),
  spelling('full-width digits', (address) => `http://${fullWidth(address)}/`),
  spelling('mapped into IPv6', (address) => `http://[::ffff:${address}]/`),
  spelling('mapped into IPv6, in hexadecimal', (address) => `http://[::ffff:${groups(address)}]/`),
  spelling('behind NAT64', (address) => `http://[64:ff9b::${groups(address)}]/`),
  spelling('inside 6to4', (address) => `http://[2002:${groups(address)}::1]/`),
  spelling('a name that answers with it', (address) => `http://${address}.nip.io/`),
  spelling(
    'a name with hyphens that answers with it',
    (address) => `https://${address.replaceAll('.', '-')}.sslip.io/`,
  ),
];

/** Ways to write an IPv4 address where a client expects one. */
export const CLIENT_ADDRESSES: readonly Spelling[] = [
  spelling('an address alone', (address) => address),
  spelling('address and port', (address) => `${address}:4317`),
  spelling('a TCP address', (address) => `tcp://${address}:4222`),
  spelling('a public IPv6 address', (address) => `[2a00:1450:4001:${groups(address)}::200e]:443`),
  spelling('mapped into IPv6', (address) => `::ffff:${address}`),
  spelling('a PostgreSQL host address', (address) => `hostaddr=${address} dbname=fhir`),
];

/** Text that nobody can resolve before the program runs. */
export const TOKENS: readonly Spelling[] = [
  spelling('a variable of the kubelet that nothing sets', (name) => `https://$(${name.toUpperCase()})/`),
  spelling('a shell variable', (name) => `https://\${${name.toUpperCase()}_HOST}/v1`),
  spelling('a Helm template', (name) => `https://{{ .Values.${name}.host }}/`),
  spelling('a Terraform variable', (name) => `https://\${var.${name}}/v1`),
  spelling('a Terraform data source', (name) => `\${data.external.${name}.result.host}`),
  spelling('a token of cdktf', (name) => `https://\${TfToken[TOKEN.${name.length + 7}]}/`),
];

const parts = (address: string): readonly number[] => address.split('.').map(Number);
const numberOf = (address: string): number => parts(address).reduce((sum, part) => sum * 256 + part, 0);

function shortened(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = parts(address);
  return `${a}.${b}.${c * 256 + d}`;
}

function groups(address: string): string {
  const value = numberOf(address);
  return `${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`;
}
