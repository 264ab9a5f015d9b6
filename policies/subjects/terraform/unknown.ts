import { type Fields, Unresolved, type Value } from '../../engine/types.ts';
import { isFields, isList, setField } from '../fields.ts';
import { Deferred } from '../json/hints.ts';

const words = (lines: readonly string[]) => new Set(lines.flatMap((line) => line.split(' ')));

/**
 * Attributes of `kubernetes_*` resources that the API server fills in and that carry neither a place nor a protection:
 * unknown or not, they change no judgement. From the provider's schema (2.38.0 and 3.2.1, read 2026-11-22).
 */
const NO_MATTER = words([
  'id uid generation resource_version self_link status name token certificate hostname subdomain node_name node_port scope',
  'active_deadline_seconds cluster_ip cluster_ips completion_mode expiration_seconds external_traffic_policy scheduler_name',
  'health_check_node_port image_pull_policy image_pull_secrets internal_traffic_policy ip_families ip_family_policy replicas',
  'pod_management_policy readiness_gate resources restart_policy revision_history_limit service_account_name service_port',
  'session_affinity_config strategy target_cpu_utilization_percentage target_port termination_grace_period_seconds',
  'termination_message_policy timeout_seconds volume_name default_secret_name priority_class_name',
]);

/** Attributes that the provider computes when they are not written; written, their value counts. Same source. */
const COMPUTED = words([
  'api_group audiences data default_request dns_policy host_ipc host_network host_pid ingress_class_name keyring kind labels',
  'limits namespace node_selector object requests runtime_class_name storage_class_name volume_mode',
  'behavior claim_ref metric node_affinity persistent_volume_claim_retention_policy scale_down scale_up selector',
]);

/** Attributes of other providers that say where something is, so that nobody may decide them in silence. */
const PLACE_BEARING =
  /(?:^|_)(?:regions?|region_(?:name|id|code)s?|locations?|location_(?:name|id)s?|datacenters?|data_center|zone|zones|availability_zone_ids?|geo|site|endpoints?|host|url)$/;
/** Addresses that a provider tells after it has made a thing; the thing stands where its own arguments say. */
const TOLD = /(?:^|_)(?:endpoints?|host|url)$|^availability_zones?(?:_ids?)?$/;
/** Handles and addresses that every provider assigns after it has made the thing. */
const ASSIGNED =
  /^(?:id|arn|uid|etag|self_link|fingerprint|creation_timestamp|created_at|updated_at|(?!(?:region|location|availability_zone)_).*_(?:id|ids|arn|at|uuid|fingerprint|hash|version))$/;

/** What decides about an unknown value. */
export interface Origin {
  readonly isKubernetes: boolean;
  /** The resource's expressions in the configuration; asked for only when they decide something. */
  readonly expressions: () => Value | undefined;
}

/** The planned values of a resource with {@link Unresolved} wherever only the apply will tell, nested and per element. */
export function withUnknown(after: Value, unknown: Value | undefined, { isKubernetes, expressions }: Origin): Value {
  if (!matters(unknown, isKubernetes)) return after;
  const configured = blockOf(expressions());
  const open = openIn(isKubernetes ? unknown : withoutTold(unknown, configured, true), configured, isKubernetes);
  return open === undefined ? after : filled(after, open);
}

/**
 * An argument always leaves a trace in the configuration of its resource or block. An address without one is what the
 * provider will tell: `primary_blob_endpoint` of an account whose location is judged. The region of a resource that states
 * none is its provider's, which is judged by itself. So is a zone in a region that stands
 * beside it. Only blocks of which as many are written as are planned are looked into: a dynamic one leaves no trace.
 */
function withoutTold(unknown: Value | undefined, configured: Value | undefined, isRoot = false): Value | undefined {
  if (isList(unknown)) {
    if (!isList(configured) || configured.length !== unknown.length) return unknown;
    return unknown.map((item, i) => withoutTold(item, configured[i]) ?? null);
  }
  if (!isFields(unknown) || !isFields(configured) || isAttribute(configured)) return unknown;
  const isPlaced = ['region', 'location', 'zone', 'datacenter'].some((key) => Object.hasOwn(configured, key));
  const kept = Object.entries(unknown).flatMap(([key, value]) => {
    if (Object.hasOwn(configured, key)) return [[key, withoutTold(value, configured[key]) ?? null] as const];
    const told = TOLD.test(key) || (isRoot && key === 'region') || (isPlaced && PLACE_BEARING.test(key));
    return value === true && told ? [] : [[key, value] as const];
  });
  return Object.fromEntries(kept);
}

const mattersToKubernetes = new WeakMap<object, boolean>();
const mattersToOthers = new WeakMap<object, boolean>();

/** Whether something is unknown that could change a judgement. */
function matters(unknown: Value | undefined, isKubernetes: boolean): boolean {
  if (typeof unknown !== 'object' || unknown === null) return unknown === true;
  const known = isKubernetes ? mattersToKubernetes : mattersToOthers;
  const before = known.get(unknown);
  if (before !== undefined) return before;
  const never = (key: string) => (isKubernetes ? NO_MATTER.has(key) : ASSIGNED.test(key));
  const found = Object.entries(unknown).some(([key, value]: [string, Value]) =>
    value === true ? !never(key) : matters(value, isKubernetes),
  );
  known.set(unknown, found);
  return found;
}

/** The unknown parts that matter, as Unresolved values in the same structure; undefined when there are none. */
function openIn(unknown: Value | undefined, expression: Value | undefined, isKubernetes: boolean): Value | undefined {
  if (!isFields(unknown) && !isList(unknown)) return undefined;
  const byExpression = isKubernetes ? kubernetesOpen : otherOpen;
  const known = byExpression.get(unknown) ?? new Map<Value | undefined, Value | undefined>();
  byExpression.set(unknown, known);
  if (known.has(expression)) return known.get(expression);
  const open = isList(unknown)
    ? openItems(unknown, expression, isKubernetes)
    : openFields(unknown, expression, isKubernetes);
  known.set(expression, open);
  return open;
}

type Known = WeakMap<Fields | readonly Value[], Map<Value | undefined, Value | undefined>>;
const kubernetesOpen: Known = new WeakMap();
const otherOpen: Known = new WeakMap();

function openItems(unknown: readonly Value[], expression: Value | undefined, isKubernetes: boolean): Value | undefined {
  const items = unknown.map((item, i) => {
    const inner = innerExpression(
      expression,
      isList(expression) ? blockOf(expression[Math.min(i, expression.length - 1)]) : undefined,
    );
    return item === true ? unresolved(inner) : openIn(item, inner, isKubernetes);
  });
  return items.some((item) => item !== undefined) ? items.map((item) => item ?? null) : undefined;
}

function openFields(unknown: Fields, expression: Value | undefined, isKubernetes: boolean): Value | undefined {
  const open: Record<string, Value> = {};
  for (const [key, value] of Object.entries(unknown)) {
    const inner = innerExpression(expression, isFields(expression) ? expression[key] : undefined);
    const found = value === true ? decided(key, inner, isKubernetes) : openIn(value, inner, isKubernetes);
    if (found !== undefined) setField(open, key, found);
  }
  return Object.keys(open).length > 0 ? open : undefined;
}

/** A block without arguments looks like an expression without references, but decides nothing. */
function blockOf(expression: Value | undefined): Value | undefined {
  return isFields(expression) && Object.keys(expression).length === 0 ? undefined : expression;
}

/** An attribute's expression governs everything inside its value. */
function innerExpression(expression: Value | undefined, inner: Value | undefined): Value | undefined {
  return isAttribute(expression) ? expression : inner;
}

function isAttribute(expression: Value | undefined): boolean {
  return (
    isFields(expression) &&
    (isList(expression.references) || 'constant_value' in expression || Object.keys(expression).length === 0)
  );
}

/** A dynamic block leaves no trace in the configuration, so silence there is proof only where the provider decides. */
function decided(key: string, expression: Value | undefined, isKubernetes: boolean): Value | undefined {
  if (isKubernetes ? NO_MATTER.has(key) : ASSIGNED.test(key)) return undefined;
  if (expression !== undefined) return unresolved(expression);
  return (isKubernetes ? COMPUTED.has(key) : !PLACE_BEARING.test(key)) ? undefined : unresolved(undefined);
}

function unresolved(expression: Value | undefined): Unresolved {
  const references = isFields(expression) && isList(expression.references) ? expression.references : [];
  const first = references.find((reference) => typeof reference === 'string');
  return new Unresolved('known only after apply', typeof first === 'string' ? first : undefined);
}

const filledIn = new WeakMap<object, Map<Value, Value>>();

function filled(after: Value | undefined, open: Value): Value {
  if (open instanceof Unresolved || typeof after !== 'object' || after === null) return open;
  const known = filledIn.get(after) ?? new Map<Value, Value>();
  filledIn.set(after, known);
  const found = known.get(open) ?? (isList(open) ? filledItems(after, open) : filledFields(after, open));
  known.set(open, found);
  return found;
}

function filledItems(after: Value, open: readonly Value[]): Value {
  if (!isList(after)) return open;
  const length = Math.max(after.length, open.length);
  return Array.from({ length }, (_, i) => {
    const hole = open[i] ?? null;
    return hole === null ? (after[i] ?? null) : filled(after[i], hole);
  });
}

function filledFields(after: Value, open: Value): Value {
  if (!isFields(after) || !isFields(open)) return open;
  const result: Record<string, Value> = { ...after };
  for (const [key, hole] of Object.entries(open)) setField(result, key, filled(after[key], hole));
  return result;
}

/**
 * The values of a configuration block: constants as they are, everything else unresolved. Used for what a plan shows only
 * as configuration: providers, provisioners, data sources that were read, write-only arguments.
 */
export function fromExpressions(expressions: Value | Deferred | undefined): Value {
  // A provider may have blocks that are called as the list of a module's resources is.
  if (expressions instanceof Deferred) return fromExpressions(expressions.read());
  if (isList(expressions)) return expressions.map(fromExpressions);
  if (!isFields(expressions)) return expressions ?? null;
  if ('constant_value' in expressions) return expressions.constant_value ?? null;
  if (isAttribute(expressions)) return referenced(expressions);
  return Object.fromEntries(Object.entries(expressions).map(([key, value]) => [key, fromExpressions(value)]));
}

function referenced(expression: Fields): Unresolved {
  const names = isList(expression.references) ? expression.references.filter((name) => typeof name === 'string') : [];
  return new Unresolved('an expression that only Terraform can work out', names[0]);
}
