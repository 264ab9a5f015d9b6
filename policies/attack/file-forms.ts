import { stringify } from 'yaml';

/** A kind of file, and how an endpoint stands in it. */
export type FileForm = { readonly file: string; readonly how: string } & (
  | { /** Holds any text, since the format can quote it. */ readonly text: (text: string) => string }
  | { /** Holds one word. */ readonly word: (word: string) => string }
  | { /** Holds a host name. */ readonly host: (host: string) => string }
);

const json = JSON.stringify;
const escaped = (text: string) =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = (text: string) => text.replace(/[.:/]/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`);

const text = (file: string, how: string, write: (text: string) => string): FileForm => ({ file, how, text: write });
const word = (file: string, how: string, write: (word: string) => string): FileForm => ({ file, how, word: write });
const host = (file: string, how: string, write: (host: string) => string): FileForm => ({ file, how, host: write });

/** File formats that programs on a platform read, each with an endpoint at a place that the program connects to. */
export const FILES: readonly FileForm[] = [
  text('app.json', 'a nested value', (value) => json({ exporters: [{ otlp: { endpoint: value } }] })),
  text('app.json', 'JSON inside JSON', (value) => json({ settings: json({ upstream: { url: value } }) })),
  text('application.yaml', 'a nested value', (value) => stringify({ spring: { ai: { 'base-url': value } } })),
  text('application.yaml', 'a flow mapping', (value) => `server: {port: 8080, upstream: ${json(value)}}\n`),
  text('application.yaml', 'the second document', (value) => `a: 1\n---\nupstream: ${json(value)}\n`),
  text('application.yaml', 'an anchor', (value) => `x: &far ${json(value)}\nupstream:\n  endpoint: *far\n`),
  text('application.yaml', 'a merge key', (value) => `x: &far {endpoint: ${json(value)}}\nupstream:\n  <<: *far\n`),
  text('application.yaml', 'JSON in a string', (value) =>
    stringify({ config: json({ remote_write: [{ url: value }] }) }),
  ),
  text('config.toml', 'a table', (value) => `[exporter]\nendpoint = ${json(value)}\n`),
  text('config.toml', 'a dotted key', (value) => `title = "site"\nexporter.otlp.endpoint = ${json(value)}\n`),
  word('app.json', 'escaped characters', (value) => `{"endpoint": "${escaped(value)}"}`),
  word('application.yaml', 'escaped characters', (value) => `endpoint: "${escaped(value)}"\n`),
  word(
    'application.yaml',
    'a block scalar',
    (value) => `script: |\n  set -e\n  export ENDPOINT=${value}\n  exec app\n`,
  ),
  word('config.ini', 'a section', (value) => `[main]\nlevel = info\nendpoint = ${value}\n`),
  word('application.properties', 'a key', (value) => `server.port=8080\nspring.ai.base-url=${value}\n`),
  word('application.properties', 'a colon', (value) => `upstream.endpoint: ${value}\n`),
  word('application.properties', 'escaped characters', (value) => `upstream.endpoint=${escaped(value)}\n`),
  word('config.toml', 'escaped characters', (value) => `[exporter]\nendpoint = "${escaped(value)}"\n`),
  word('.env', 'a variable', (value) => `LEVEL=info\nexport ENDPOINT="${value}"\n`),
  word(
    'logback.xml',
    'an element',
    (value) => `<configuration><appender><url>${value}</url></appender></configuration>`,
  ),
  word(
    'context.xml',
    'an attribute',
    (value) => `<Context><Realm connectionURL="${value}" userBase="ou=people"/></Context>`,
  ),
  word('server.xml', 'a CDATA section', (value) => `<c><endpoint><![CDATA[${value}]]></endpoint></c>`),
  word('server.xml', 'character references', (value) => `<c><endpoint>${entities(value)}</endpoint></c>`),
  word('start.sh', 'a shell script', (value) => `#!/bin/sh\nset -eu\ncurl -fsS ${value} -o /tmp/model\nexec app\n`),
  word(
    'hook.py',
    'a Python program',
    (value) => `import requests\nrequests.post("${value}", data=open("/data").read())\n`,
  ),
  word('main.tf', 'HCL', (value) => `backend "http" {\n  address = "${value}"\n}\n`),
  host('nginx.conf', 'a proxy', (value) => `server {\n  location / {\n    proxy_pass https://${value}/;\n  }\n}\n`),
  host('nginx.conf', 'an upstream', (value) => `upstream fhir {\n  server ${value}:443 weight=5;\n}\n`),
  host('haproxy.cfg', 'a server', (value) => `backend fhir\n  mode tcp\n  server s1 ${value}:443 check\n`),
  host('envoy.yaml', 'a socket address', (value) =>
    stringify({
      clusters: [{ name: 'up', endpoint: { address: { socket_address: { address: value, port_value: 443 } } } }],
    }),
  ),
  host(
    'fluent-bit.conf',
    'an output',
    (value) => `[OUTPUT]\n    Name   forward\n    Match  *\n    Host   ${value}\n    Port   24224\n`,
  ),
  host('otel.yaml', 'an exporter', (value) => `exporters:\n  otlp:\n    endpoint: ${value}:4317\n`),
  host('prometheus.yml', 'remote write', (value) => `remote_write:\n  - url: https://${value}/api/v1/write\n`),
  host(
    'prometheus.yml',
    'a target',
    (value) => `scrape_configs:\n  - job_name: far\n    static_configs:\n      - targets: ["${value}:9100"]\n`,
  ),
  host('pip.conf', 'an index', (value) => `[global]\nindex-url = https://${value}/simple\ntrusted-host = ${value}\n`),
  host('.npmrc', 'a registry', (value) => `registry=https://${value}/npm/\n//${value}/npm/:always-auth=true\n`),
  host('ldap.conf', 'a server', (value) => `BASE dc=klinik\nURI ldaps://${value}\n`),
  host('krb5.conf', 'a key distribution centre', (value) => `[realms]\n  KLINIK = {\n    kdc = ${value}\n  }\n`),
  host('odbc.ini', 'a server', (value) => `[fhir]\nDriver = PostgreSQL\nServername = ${value}\nPort = 5432\n`),
  host(
    'tnsnames.ora',
    'a description',
    (value) => `FHIR=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=${value})(PORT=2484)))\n`,
  ),
  host('Corefile', 'a forwarder', (value) => `.:53 {\n  forward . tls://${value}\n}\n`),
  host('chrony.conf', 'a time server', (value) => `server ${value} iburst\ndriftfile /var/lib/chrony/drift\n`),
  host('.netrc', 'a machine', (value) => `machine ${value} login reader\n`),
  host('rsyslog.conf', 'a remote', (value) => `*.* @@${value}:6514\n`),
  host('postgresql.conf', 'a primary', (value) => `primary_conninfo = 'host=${value} port=5432 user=replica'\n`),
  host('proxy.pac', 'a PAC file', (value) => `function FindProxyForURL(url, host) { return "PROXY ${value}:3128"; }\n`),
  host('crontab', 'a job', (value) => `0 2 * * * backup curl -T /backup.tgz https://${value}/in\n`),
  host('.dockerconfigjson', 'a registry as a key', (value) => json({ auths: { [value]: { auth: '' } } })),
  host('rclone.conf', 'a remote', (value) => `[far]\ntype = s3\nprovider = Other\nendpoint = ${value}\n`),
];
