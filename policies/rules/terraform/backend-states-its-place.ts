import { defineRule } from '../../engine/rule.ts';
import type { Fields, Value, Verdict } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { openReason, show } from '../shared/value.ts';

type Needs =
  | { readonly kind: 'stays'; readonly why: string }
  | { readonly kind: 'attribute'; readonly any: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Where each backend says where the state lies. Attributes that are there are judged as any other value; here only their
 * absence counts. Source: Terraform 1.11 backend documentation; as of 2026-11-22.
 */
const backends: Readonly<Record<string, Needs>> = {
  local: { kind: 'stays', why: 'the state stays on the machine that runs Terraform' },
  inmem: { kind: 'stays', why: 'the state is not kept' },
  kubernetes: { kind: 'stays', why: 'the state stays in the cluster' },
  s3: { kind: 'attribute', any: ['region', 'endpoint', 'endpoints'] },
  oss: { kind: 'attribute', any: ['region', 'endpoint'] },
  cos: { kind: 'attribute', any: ['region', 'endpoint'] },
  oci: { kind: 'attribute', any: ['region'] },
  http: { kind: 'attribute', any: ['address'] },
  consul: { kind: 'attribute', any: ['address'] },
  pg: { kind: 'attribute', any: ['conn_str'] },
  remote: { kind: 'attribute', any: ['hostname'] },
  cloud: { kind: 'attribute', any: ['hostname'] },
  gcs: { kind: 'unknown', why: 'a bucket name does not say in which region the bucket lies' },
  azurerm: { kind: 'unknown', why: 'a storage account name does not say in which region the account lies' },
};

/** Terraform's state lies where its backend says, and the backend says it. */
export const backendStatesItsPlace = defineRule({
  id: 'TF-001',
  title: "Terraform's state lies where its backend says, and the backend says it.",
  severity: 'critical',
  enforcement: 'deny',
  waivable: false,
  controls: ['gdpr/art-44', 'c5-2026/PSS-12', 'secnumcloud-3.2/19.2'],
  selects: ['terraform/backend', 'terraform/data'],
  whenSilent: 'pass',
  rationale:
    'State holds what was configured, secrets included. A backend appears in no plan, its missing parts come from the ' +
    'environment, and `remote` and `cloud` without a hostname mean HCP Terraform in the United States.',
  remedy: 'use the s3 backend with a region and endpoint inside the boundary, or the kubernetes or local backend',
  *evaluate({ kind, type, body }) {
    if (kind === 'terraform/backend') yield judge(type, body, needsOf(type));
    else if (type === 'terraform_remote_state') yield remote(body);
  },
});

function needsOf(type: string): Needs {
  const needs = Object.hasOwn(backends, type) ? backends[type] : undefined;
  return needs ?? { kind: 'unknown', why: 'this backend is not known' };
}

/** The state of another configuration, which is read from where its backend says. */
function remote({ backend, config }: Fields): Verdict {
  const type = typeof backend === 'string' ? backend : show(backend);
  return { ...judge(type, isFields(config) ? config : {}, needsOf(type)), path: ['config'] };
}

function judge(type: string, body: { readonly [key: string]: Value }, needs: Needs): Verdict {
  const expected = 'a backend that names a place inside the boundary';
  if (needs.kind === 'stays') return { result: 'pass', path: [], found: type, because: needs.why, expected };
  if (needs.kind === 'unknown') return { result: 'indeterminate', path: [], found: type, because: needs.why, expected };
  const given = needs.any
    .map((key) => body[key])
    .filter((value) => value !== undefined && value !== null && value !== '');
  const found = given.map(show).join(', ') || type;
  if (given.some((value) => openReason(value) === undefined)) {
    return { result: 'pass', path: [], found, because: 'the place is stated', expected };
  }
  const because = `it does not state ${needs.any.join(' or ')}: a default or the environment decides`;
  return { result: outside(type) ? 'fail' : 'indeterminate', path: [], found, because, expected };
}

/** Without a hostname these two are HCP Terraform, app.terraform.io, run in the United States. */
function outside(type: string): boolean {
  return type === 'remote' || type === 'cloud';
}
