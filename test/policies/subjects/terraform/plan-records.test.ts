import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Path, Subject } from '../../../../policies/engine/types.ts';
import { PLAN_HINTS, planSubjects } from '../../../../policies/subjects/terraform/plan.ts';
import { readJson } from '../../../../policies/subjects/text/json.ts';

/** Texts that stay in one form, and some that change what becomes of them. */
const texts = ['a', 'bb', 'ward-1', '443', 'true', '', 'é', 'a"b', '$(A)', 'https://x.example/y'];
const text = fc.constantFrom(...texts);
const scalar = fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(null, 7, false) });
const metadata = fc.record({ name: scalar, namespace: scalar, labels: fc.constantFrom(null, { app: 'a' }) });
const attributes = {
  kubernetes_config_map_v1: fc.record({
    metadata: fc.tuple(metadata),
    data: fc.record({ 'a.yaml': scalar, url: scalar }),
  }),
  kubernetes_secret_v1: fc.record({
    metadata: fc.tuple(metadata),
    data: fc.record({ key: text }),
    data_wo: fc.record({ key: text }),
  }),
  kubernetes_service_v1: fc.record({
    metadata: fc.tuple(metadata),
    spec: fc.tuple(fc.record({ port: fc.tuple(fc.record({ port: fc.nat(3), target_port: text, name: scalar })) })),
  }),
  kubernetes_deployment_v1: fc.record({
    metadata: fc.tuple(metadata),
    spec: fc.tuple(
      fc.record({
        replicas: text,
        template: fc.tuple(
          fc.record({
            spec: fc.tuple(
              fc.record({
                container: fc.tuple(
                  fc.record({
                    image: scalar,
                    args: fc.tuple(text),
                    resources: fc.tuple(fc.record({ limits: fc.record({ cpu: text }) })),
                    env: fc.tuple(fc.record({ name: text, value: scalar })),
                  }),
                ),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
  kubernetes_ingress_v1: fc.record({
    metadata: fc.tuple(metadata),
    spec: fc.tuple(fc.record({ backend: fc.tuple(fc.record({ service_name: text, service_port: text })) })),
  }),
  kubernetes_manifest: fc.record({
    manifest: fc.record({
      apiVersion: fc.constantFrom('v1', 'x.example/v1'),
      kind: text,
      spec: fc.record({ a: scalar }),
    }),
    object: scalar,
  }),
  aws_s3_bucket: fc.record({ bucket: scalar, region: scalar, tags: fc.constantFrom(null, { a: 'b' }) }),
};

const unknown = fc.constantFrom({}, { id: true }, { region: true }, { metadata: [{ uid: true }] }, { data: true });
const resource = fc
  .constantFrom(...(Object.keys(attributes) as (keyof typeof attributes)[]))
  .chain((type) => fc.record({ type: fc.constant(type), after: attributes[type], after_unknown: unknown, name: text }));

type Resource = typeof resource extends fc.Arbitrary<infer T> ? T : never;

function planOf(resources: readonly Resource[], differs: number, indent: number | undefined): Buffer {
  const identity = ({ type, name }: Resource, i: number) => ({
    address: `${type}.${name}${i % 7}`,
    mode: 'managed',
    type,
    name,
  });
  const planned = resources.map((each, i) => ({ ...identity(each, i), values: each.after }));
  const changes = resources.map((each, i) => ({
    ...identity(each, i),
    provider_name: i === differs ? 'other.example/a/b' : 'registry.terraform.io/hashicorp/x',
    change: {
      actions: i === differs ? ['delete', 'create'] : ['create'],
      after: i === differs ? { bucket: 'another' } : each.after,
      after_unknown: each.after_unknown,
    },
  }));
  const configured = resources.map((each, i) => ({
    ...identity(each, i),
    expressions: i % 3 > 0 ? {} : { region: { references: ['var.x'] }, data: { references: ['var.y'] } },
  }));
  const plan = {
    format_version: '1.2',
    planned_values: { root_module: { resources: planned } },
    resource_changes: changes,
    configuration: { root_module: { resources: configured } },
  };
  return Buffer.from(JSON.stringify(plan, null, indent));
}

const pathsOf = (value: unknown): Path[] =>
  typeof value !== 'object' || value === null
    ? [[]]
    : [
        [],
        ...Object.entries(value).flatMap(([key, item]) => pathsOf(item).map((path) => [stepOf(value, key), ...path])),
      ];
const stepOf = (owner: object, key: string) => (Array.isArray(owner) ? Number(key) : key);

const seen = (subjects: readonly Subject[]) =>
  subjects.map(({ pattern: _, ...subject }) => ({
    ...subject,
    locate: pathsOf(subject.body).map((path) => [path, subject.locate(path)]),
  }));

/** The resource under other names and with other texts: `picks` says which text is replaced, and by what. */
function variantOf(template: Resource, picks: readonly number[]): Resource {
  let at = 0;
  const replaced = JSON.stringify(template.after, (_, value) => {
    const pick = picks[at++ % picks.length] ?? 0;
    return typeof value === 'string' && pick < texts.length ? texts[pick] : value;
  });
  return { ...template, after: JSON.parse(replaced) } as Resource;
}

it('a plan whose resources repeat each other is read as one that is read resource by resource', () => {
  const picks = fc.array(fc.nat(texts.length * 2), { minLength: 1, maxLength: 9 });
  const resources = fc
    .array(resource, { minLength: 1, maxLength: 3 })
    .chain((few) => fc.array(fc.tuple(fc.constantFrom(...few), picks), { minLength: 6, maxLength: 16 }))
    .map((all) => all.map(([template, pick]) => variantOf(template, pick)));
  fc.assert(
    fc.property(resources, fc.nat(40), fc.constantFrom(undefined, 2), (all, differs, indent) => {
      const bytes = planOf(all, differs, indent);
      const [quick] = readJson('plan.json', bytes, PLAN_HINTS).documents;
      const [slow] = readJson('plan.json', bytes).documents;
      const subjectsOf = (document: typeof quick) =>
        document === undefined ? [] : seen(planSubjects(document, document.value as never));
      expect(subjectsOf(slow).length).toBeGreaterThan(0);
      expect(subjectsOf(quick)).toEqual(subjectsOf(slow));
    }),
    { numRuns: 30, seed: 4 },
  );
});
