import type { Fields, Subject, Value } from '../../engine/types.ts';
import { isFields, isList } from '../fields.ts';
import { DEFAULT_REGISTRIES } from '../terraform/registries.ts';
import { isMachine, machineOutcome } from './machines.ts';
import { Gathering, inert, type Outcome } from './outcome.ts';
import { providerOfType } from './provider.ts';
import type { Spot } from './spot.ts';
import type { Walker } from './walker.ts';

/** Settings of providers that name files and entries on the machine that runs Terraform, and its credentials. */
const LOCAL_SETTINGS =
  /^(?:config_paths?|config_context\w*|kubeconfig\w*|token|username|password|client_certificate|client_key|cluster_ca_certificate|private_key\w*|access_key|secret_key|profile|version|version_constraint|alias|ignore_\w+|insecure|tls_server_name)$/;

/** Classify a Terraform block: its own grammar first, every other string by its key. */
export function terraformOutcome(walker: Walker, { kind, type, name, body }: Subject): Outcome {
  const provider = providerOfType(type);
  const spot = walker.spots.of('free', provider, undefined);
  switch (kind) {
    case 'terraform/settings':
      if (ADDRESSING.has(type)) return addressing(walker, body[type] ?? null, spot);
      return type === 'terraform' ? fieldsOf(walker, body, spot, settings) : walker.any(body, spot);
    case 'terraform/provider':
      return fieldsOf(walker, body, { ...spot, provider: providerOfType(`${type}_`) }, providerSetting);
    case 'terraform/module':
      return fieldsOf(walker, body, spot, moduleSetting);
    case 'terraform/plan':
      return fieldsOf(walker, body, spot, planPart);
    case 'terraform/backend':
      return type === 'local'
        ? inert(Object.keys(body).length)
        : walker.any(body, walker.spots.at(spot, { provider: isSpokenByOthers(body) ? undefined : BACKENDS[type] }));
    case 'terraform/variable':
    case 'terraform/output':
      return fieldsOf(walker, body, walker.spots.at(spot, { key: name }), namedValue);
    default:
      if (type === 'cloudflare_r2_bucket' && body.jurisdiction === 'eu')
        return fieldsOf(walker, body, spot, boundBucket);
      return isMachine(type) ? machineOutcome(walker, body, spot) : walker.any(body, spot);
  }
}

/** Sections that say which address of the configuration means what. */
const ADDRESSING = new Set(['moved', 'removed', 'import']);

function addressing(walker: Walker, blocks: Value, spot: Spot): Outcome {
  if (isFields(blocks))
    return fieldsOf(walker, blocks, spot, (_, key) => (/^(?:from|to)$/.test(key) ? inert() : undefined));
  const all = new Gathering();
  for (const [i, block] of (isList(blocks) ? blocks : []).entries()) all.add(i, addressing(walker, block, spot));
  return all.result();
}

/** Whose region names a state backend speaks. The `s3` backend is spoken by others as well, with an endpoint. */
const BACKENDS: Readonly<Record<string, string>> = { azurerm: 'azure', gcs: 'gcp', oss: 'alibaba', s3: 'aws' };

/** An `s3` backend with an endpoint of another store: its region is one of that store's. */
function isSpokenByOthers({ endpoint, endpoints }: Fields): boolean {
  const written = JSON.stringify([endpoint ?? null, endpoints ?? null]);
  return /[a-z0-9]\.[a-z]/i.test(written) && !/amazonaws\.|\.api\.aws/i.test(written);
}

type Special = (walker: Walker, key: string, value: Value, spot: Spot) => Outcome | undefined;

function fieldsOf(walker: Walker, body: Fields, spot: Spot, special: Special): Outcome {
  const all = new Gathering();
  const inner = walker.within(body, spot);
  for (const [key, value] of Object.entries(body))
    all.add(key, special(walker, key, value, inner) ?? walker.field(body, key, value, inner));
  return all.result();
}

const settings: Special = (walker, key, value, spot) => {
  if (key === 'required_version' || key === 'experiments') return inert();
  if (key !== 'required_providers' || !isFields(value)) return undefined;
  const all = new Gathering();
  for (const [name, requirement] of Object.entries(value))
    all.add(name, isFields(requirement) ? fieldsOf(walker, requirement, spot, providerSetting) : inert());
  return all.result();
};

const providerSetting: Special = (walker, key, value, spot) => {
  if (LOCAL_SETTINGS.test(key)) return inert();
  return key === 'source' && typeof value === 'string' ? source(walker, value, spot) : undefined;
};

const moduleSetting: Special = (walker, key, value, spot) => {
  if (key === 'version' || key === 'providers') return inert();
  return key === 'source' && typeof value === 'string' ? source(walker, value, spot) : undefined;
};

/** Registries from which the programs come that carry the plan out. */
const planPart: Special = (walker, key, value, spot) =>
  key === 'providers' ? walker.any(value, walker.spots.at(spot, { key: 'source', role: 'host' })) : undefined;

/** A jurisdiction binds a bucket of R2, and the location beside it only hints at a part of it. */
const boundBucket: Special = (_walker, key) => (key === 'location' ? inert() : undefined);

/** A variable's or output's own name is the key of its value. */
const namedValue: Special = (walker, key, value, spot) => {
  if (key === 'description' || key === 'type' || key === 'validation' || key === 'error_message') return inert();
  return key === 'value' || key === 'default' ? walker.any(value, spot) : undefined;
};

/** `hashicorp/aws`, `registry.example.com/team/aws`, `./modules/site`, `git::https://…`. */
function source(walker: Walker, text: string, spot: Spot): Outcome {
  const address = /^(?:([^/:]+)\/)?[\w-]+\/[\w-]+(?:\/[\w-]+)?(?:\/\/.*)?$/.exec(text);
  const host = address?.[1];
  if (/^\.{1,2}\//.test(text) || /^[\w-]+$/.test(text)) return inert();
  if (address !== null && (host === undefined || !host.includes('.') || DEFAULT_REGISTRIES.has(host))) return inert();
  return address === null
    ? walker.any(text, walker.spots.at(spot, { key: 'source', role: 'url' }))
    : walker.any(host ?? text, walker.spots.at(spot, { key: 'source', role: 'host' }));
}
