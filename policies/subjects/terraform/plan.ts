import type { Fields, Path, Subject, Value } from '../../engine/types.ts';
import { fieldsAt, isAlike, isFields, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';
import type { Hints } from '../json/hints.ts';
import { type RecordShape, Records } from '../json/records.ts';
import { Normaliser } from '../kubernetes/normalise.ts';
import { type ConfiguredResource, listAt, PlanConfiguration, withoutKeys } from './plan-configuration.ts';
import { Likeness, type Model } from './plan-likeness.ts';
import { Twins } from './plan-twins.ts';
import { DEFAULT_REGISTRIES } from './registries.ts';
import { type Block, terraformSubject } from './subject.ts';
import { fromExpressions, withUnknown } from './unknown.ts';

/** Parts of a plan that have their own readers, or hold the past: what was before is not what will be. */
const READ_ELSEWHERE = new Set([
  'resource_changes',
  'planned_values',
  'configuration',
  'prior_state',
  'output_changes',
  'relevant_attributes',
  'checks',
  'timestamp',
]);

/** Whether a document is `terraform show -json PLAN`. */
export function isPlan(value: Value): value is Fields {
  return (
    isFields(value) &&
    'format_version' in value &&
    ('resource_changes' in value || 'planned_values' in value || 'configuration' in value)
  );
}

/** How to read a plan cheaply: most of its configuration is never looked at, and its resources repeat each other. */
export const PLAN_HINTS: Hints = {
  defer: { within: 'configuration', key: 'resources' },
  records: [
    { within: 'resource_changes', key: 'resource_changes' },
    { within: 'planned_values', key: 'resources' },
  ],
};

/** The subjects of a plan: what each resource, output and provider will be, and the plan itself. */
export function planSubjects(document: Document, plan: Fields): readonly Subject[] {
  return new PlanReader(document, plan).subjects();
}

/** What a change will make, as a record of a list. */
class Change {
  readonly records: Records;
  readonly index: number;
  readonly address: string;
  /** The change that was read after this one. */
  next: Change | undefined;

  constructor(records: Records, index: number, address: string) {
    this.records = records;
    this.index = index;
    this.address = address;
  }

  /** Whether a record of another list is written to have the same address. */
  isAt(planned: Records, index: number): boolean {
    return planned.hasSame(index, 'address', this.records, this.index);
  }
}

function addressAt(records: Records, index: number): string {
  const address = records.fieldAt(index, 'address');
  return typeof address === 'string' ? address : '';
}

class PlanReader {
  private readonly document: Document;
  private readonly plan: Fields;
  private readonly configuration: PlanConfiguration;
  /** What `resource_changes` says about an address, to compare the other parts of the plan with. */
  private readonly changed = new Map<string, Value | Change>();
  private readonly normaliser = new Normaliser();
  private likeness: Likeness | undefined;
  /** Whether the configuration was asked what a planned value is made of. */
  private asked = false;

  constructor(document: Document, plan: Fields) {
    this.document = document;
    this.plan = plan;
    this.configuration = new PlanConfiguration(plan);
  }

  subjects(): readonly Subject[] {
    const changes = this.changes();
    return [...changes, ...this.others().map((block) => this.subject(block))];
  }

  private others(): readonly Block[] {
    return [
      ...this.deferred(),
      ...this.planned(fieldsAt(fieldsAt(this.plan, 'planned_values'), 'root_module'), [
        'planned_values',
        'root_module',
      ]),
      ...this.dataRead(fieldsAt(fieldsAt(fieldsAt(this.plan, 'prior_state'), 'values'), 'root_module'), [
        'prior_state',
        'values',
        'root_module',
      ]),
      ...this.configured(),
      ...this.outputs(),
      ...this.providers(),
      ...this.modules(),
      this.itself(),
    ];
  }

  private subject(block: Block): Subject {
    return terraformSubject(block, this.normaliser);
  }

  private changes(): readonly Subject[] {
    const changes = recordsAt(this.plan, 'resource_changes');
    const read = (value: Value, i: number) =>
      isFields(value) ? this.change(value, ['resource_changes', i]).map((block) => this.subject(block)) : [];
    if (!(changes instanceof Records)) return changes.flatMap(read);
    const likeness = new Likeness(this.document, changes, (shape) => this.model(shape));
    this.likeness = likeness;
    const subjects: Subject[] = [];
    let before: Change | undefined;
    for (let i = 0; i < changes.length; i++) {
      const like = likeness.subject(i);
      if (like === undefined) {
        subjects.push(...read(changes.value(i), i));
        continue;
      }
      const change = new Change(changes, i, like.address);
      if (before !== undefined) before.next = change;
      before = change;
      this.changed.set(like.address, change);
      subjects.push(like);
    }
    return subjects;
  }

  /** A change as a model for others: what becomes of it must depend on nothing but itself. */
  private model({ value }: RecordShape): Model | undefined {
    const after = isFields(value) ? fieldsAt(value, 'change')?.after : undefined;
    if (!isFields(value) || !isFields(after) || this.configuration.hasWriteOnly) return undefined;
    this.asked = false;
    const [block] = this.change(value, ['resource_changes']);
    if (block === undefined || block.body !== after || this.asked) return undefined;
    const subject = this.subject(block);
    return { subject, after, type: block.type, isObject: subject.body !== after || subject.kind !== block.kind };
  }

  /** What the resource will be. A resource that goes, or that Terraform forgets, will be nothing. */
  private change(resource: Fields, path: Path): readonly Block[] {
    const change = fieldsAt(resource, 'change');
    const address = stringAt(resource, 'address') ?? '';
    const after = change?.after ?? null;
    this.changed.set(address, after);
    if (change === undefined || (after === null && change.after_unknown !== true && !isFields(change.after_unknown)))
      return [];
    if (after === null && listAt(change, 'actions').every((action) => action === 'delete' || action === 'forget'))
      return [];
    const type = stringAt(resource, 'type') ?? '';
    const configured = () => {
      this.asked = true;
      return this.configuration.find(withoutKeys(address));
    };
    const origin = { isKubernetes: type.startsWith('kubernetes_'), expressions: () => configured()?.entry.expressions };
    const body = withUnknown(after ?? {}, change.after_unknown, origin);
    const whole = this.configuration.hasWriteOnly ? withWriteOnly(body, configured()) : body;
    return [this.resource(resource, type, address, whole, [...path, 'change', 'after'])];
  }

  private resource(entry: Fields, type: string, address: string, body: Value, path: Path): Block {
    const kind = stringAt(entry, 'mode') === 'data' ? 'terraform/data' : 'terraform/resource';
    return this.block(
      kind,
      type,
      stringAt(entry, 'name') ?? '',
      address,
      isFields(body) ? body : { value: body },
      path,
    );
  }

  private deferred(): readonly Block[] {
    return listAt(this.plan, 'deferred_changes').flatMap((deferred, i) => {
      const change = isFields(deferred) ? fieldsAt(deferred, 'resource_change') : undefined;
      return change === undefined ? [] : this.change(change, ['deferred_changes', i, 'resource_change']);
    });
  }

  /** Planned values repeat the changes. Where they say something else, that is judged as well. */
  private planned(module: Fields | undefined, path: Path): readonly Block[] {
    const resources = recordsAt(module, 'resources');
    const own = this.differing(resources).flatMap((i) => {
      const resource = resources instanceof Records ? resources.value(i) : (resources[i] ?? null);
      const address = isFields(resource) ? (stringAt(resource, 'address') ?? '') : '';
      const values = isFields(resource) ? fieldsAt(resource, 'values') : undefined;
      if (!isFields(resource) || values === undefined || isAlike(this.afterOf(address), values)) return [];
      return [
        this.resource(resource, stringAt(resource, 'type') ?? '', this.otherwise(address), values, [
          ...path,
          'resources',
          i,
          'values',
        ]),
      ];
    });
    return [...own, ...this.children(module, path, (child, at) => this.planned(child, at))];
  }

  /** Which of the planned resources may say something else than the changes. */
  private differing(planned: Records | readonly Value[]): readonly number[] {
    const twins = new Twins();
    const indices = Array.from({ length: planned.length }, (_, i) => i);
    if (!(planned instanceof Records)) return indices;
    let next: Change | undefined;
    return indices.filter((i) => {
      // Of several changes at one address the last one counts.
      const isNext = next?.isAt(planned, i) === true && this.changed.get(next.address) === next;
      const change = isNext ? next : this.changed.get(addressAt(planned, i));
      if (!(change instanceof Change)) return true;
      // Both lists mostly have one order.
      next = change.next;
      return !twins.areAlike(planned, i, change.records, change.index);
    });
  }

  /** What the changes say that will be at an address. */
  private afterOf(address: string): Value {
    const found = this.changed.get(address) ?? null;
    if (!(found instanceof Change)) return found;
    const change = found.records.value(found.index);
    return (isFields(change) ? fieldsAt(change, 'change')?.after : undefined) ?? null;
  }

  private otherwise(address: string): string {
    return this.changed.has(address) ? `${address} (planned_values)` : address;
  }

  /** Data sources that were read while planning stand only in the prior state. */
  private dataRead(module: Fields | undefined, path: Path): readonly Block[] {
    const own = listAt(module, 'resources').flatMap((resource, i) => {
      if (!isFields(resource) || resource.mode !== 'data') return [];
      const address = stringAt(resource, 'address') ?? '';
      this.changed.set(withoutKeys(address), resource.values ?? null);
      return [
        this.resource(resource, stringAt(resource, 'type') ?? '', address, resource.values ?? {}, [
          ...path,
          'resources',
          i,
          'values',
        ]),
      ];
    });
    return [...own, ...this.children(module, path, (child, at) => this.dataRead(child, at))];
  }

  private children(
    module: Fields | undefined,
    path: Path,
    read: (child: Fields, path: Path) => readonly Block[],
  ): readonly Block[] {
    return listAt(module, 'child_modules').flatMap((child, i) =>
      isFields(child) ? read(child, [...path, 'child_modules', i]) : [],
    );
  }

  /** What only the configuration shows: provisioners, and data and ephemeral blocks that left no value. */
  private configured(): readonly Block[] {
    const blocks: Block[] = [];
    for (const { address, entry, path } of this.configuration.special()) {
      for (const [i, provisioner] of listAt(entry, 'provisioners').entries())
        if (isFields(provisioner)) blocks.push(this.provisioner(address, provisioner, i, path));
      if (entry.mode === 'managed' || entry.mode === undefined || this.changed.has(address)) continue;
      const body = fromExpressions(entry.expressions ?? {});
      const type = stringAt(entry, 'type') ?? '';
      blocks.push(
        this.block('terraform/data', type, stringAt(entry, 'name') ?? '', address, isFields(body) ? body : {}, [
          ...path,
          'expressions',
        ]),
      );
    }
    return blocks;
  }

  private provisioner(address: string, provisioner: Fields, i: number, path: Path): Block {
    const type = stringAt(provisioner, 'type') ?? '';
    const body = fromExpressions(provisioner.expressions ?? {});
    const at = [...path, 'provisioners', i, 'expressions'];
    return this.block(
      'terraform/resource',
      `provisioner/${type}`,
      type,
      `${address}.provisioner[${i}]`,
      isFields(body) ? body : {},
      at,
    );
  }

  private outputs(): readonly Block[] {
    return Object.entries(fieldsAt(this.plan, 'output_changes') ?? {}).flatMap(([name, change]) => {
      if (!isFields(change) || (change.after === undefined && change.after_unknown !== true)) return [];
      const expression = fieldsAt(
        fieldsAt(fieldsAt(fieldsAt(fieldsAt(this.plan, 'configuration'), 'root_module'), 'outputs'), name),
        'expression',
      );
      const whole = withUnknown(
        { value: change.after ?? null },
        { value: change.after_unknown ?? false },
        { isKubernetes: false, expressions: () => ({ value: expression ?? {} }) },
      );
      return [
        this.block('terraform/output', 'output', name, `output.${name}`, isFields(whole) ? whole : {}, [
          'output_changes',
          name,
        ]),
      ];
    });
  }

  private providers(): readonly Block[] {
    return Object.entries(fieldsAt(fieldsAt(this.plan, 'configuration'), 'provider_config') ?? {}).flatMap(
      ([key, provider]) => {
        if (!isFields(provider)) return [];
        const settings = fromExpressions(provider.expressions ?? {});
        const fullName = stringAt(provider, 'full_name');
        const body = {
          ...(isFields(settings) ? settings : {}),
          ...(fullName === undefined ? {} : { source: fullName }),
        };
        const name = stringAt(provider, 'alias') ?? key;
        return [
          this.block('terraform/provider', stringAt(provider, 'name') ?? key, name, `provider.${key}`, body, [
            'configuration',
            'provider_config',
            key,
          ]),
        ];
      },
    );
  }

  private modules(): readonly Block[] {
    return this.configuration.calls.map(({ address, name, call, path }) => {
      const source = stringAt(call, 'source') ?? '';
      return this.block('terraform/module', source, name, address, { source }, path);
    });
  }

  /** The plan as a whole: its version, whether it is complete, what drifted, and every part that this reader does not know. */
  private itself(): Block {
    const own = Object.entries(this.plan).filter(([key]) => !READ_ELSEWHERE.has(key));
    const drift = listAt(this.plan, 'resource_drift').map((change) =>
      isFields(change) ? (change.address ?? null) : null,
    );
    const deferred = listAt(this.plan, 'deferred_changes').map((change) =>
      isFields(change) ? (change.reason ?? null) : null,
    );
    const body = {
      ...Object.fromEntries(own),
      resource_drift: drift,
      deferred_changes: deferred,
      configured: isFields(this.plan.configuration),
      actions: this.ofChanges((change) => listAt(fieldsAt(change, 'change'), 'actions')),
      providers: this.ofChanges(({ provider_name: name }) => (typeof name === 'string' ? providerHost(name) : [])),
    };
    return this.block('terraform/plan', 'plan', this.document.file, 'plan', body, []);
  }

  /** What the changes say of something, each thing once, in order. */
  private ofChanges(said: (change: Fields) => readonly Value[]): readonly Value[] {
    const all = this.tellingChanges().flatMap((change) => (isFields(change) ? said(change) : []));
    return [...new Set(all)].sort();
  }

  /** Every change but those that only repeat what another one says outside of its names and planned values. */
  private tellingChanges(): readonly Value[] {
    const changes = recordsAt(this.plan, 'resource_changes');
    if (!(changes instanceof Records)) return changes;
    const telling = new Set<Value>();
    for (let i = 0; i < changes.length; i++)
      telling.add(this.likeness?.isOrdinary(i) ? changes.variant(i).shape.value : changes.value(i));
    return [...telling];
  }

  private block(kind: Block['kind'], type: string, name: string, address: string, body: Fields, at: Path): Block {
    return { kind, type, name, address, body, locate: (path) => this.document.locate([...at, ...path]) };
  }
}

/** The host of a provider's registry, unless it is one that Terraform and OpenTofu ask by default. */
function providerHost(name: string): readonly string[] {
  const host = name.split('/', 1)[0] ?? '';
  return name.split('/').length < 3 || DEFAULT_REGISTRIES.has(host) ? [] : [host];
}

/** The list at a key: as records where the reader was told to look for them. */
function recordsAt(fields: Fields | undefined, key: string): Records | readonly Value[] {
  const value: unknown = fields?.[key];
  return value instanceof Records ? value : listAt(fields, key);
}

/** Write-only arguments never reach a plan's values, but they reach the cluster: their configuration is judged. */
function withWriteOnly(body: Value, configured: ConfiguredResource | undefined): Value {
  const expressions = configured?.entry.expressions;
  if (!isFields(body) || !isFields(expressions)) return body;
  const hidden = Object.keys(expressions).filter((key) => key.endsWith('_wo') && (body[key] ?? null) === null);
  if (hidden.length === 0) return body;
  return { ...body, ...Object.fromEntries(hidden.map((key) => [key, fromExpressions(expressions[key])])) };
}
