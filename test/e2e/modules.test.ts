import { describe, expect, test } from 'vitest';
import { loadSite } from '../../constructs/core/site/load.ts';
import { type ModuleName, moduleNeeds } from '../../constructs/core/site/modules/modules.ts';
import type { Site } from '../../constructs/core/site/site.ts';
import { SovereignStack } from '../../constructs/core/stack.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { bareApp } from '../support/synthesized.ts';

/** What an upgrade that adds a module does to the rest, module by module, in Terraform's own terms: the addresses of a plan. */

interface Body {
  readonly metadata?: { readonly name: string; readonly namespace?: string };
  readonly spec?: {
    readonly selector?: object;
    readonly service_name?: string;
    readonly volume_claim_template?: object;
  };
}

const reference = loadSite('sites/reference-hospital.yaml');
/** A trust centre elsewhere takes the place of an own one. */
const member = loadSite('examples/shared-trust-centre/hospital.yaml');
const modules = Object.keys(moduleNeeds) as ModuleName[];

/** The resources of a site by their addresses in its stacks' states. */
function resourcesOf(of: Site): ReadonlyMap<string, Body> {
  const stacks = Object.values(buildPlatform(bareApp(), of)).filter((one) => one instanceof SovereignStack);
  return new Map(
    stacks.flatMap((stack) => {
      const { resource = {} } = stack.toTerraform() as { resource?: Record<string, Record<string, Body>> };
      return Object.entries(resource).flatMap(([type, byId]) =>
        Object.entries(byId).map(([id, body]) => [`${stack.node.id}/${type}.${id}`, body] as const),
      );
    }),
  );
}

/** The site that has a module. */
const siteWith = (module: ModuleName) => (Object.hasOwn(reference.modules, module) ? reference : member);

/** The site before it had a module: without it, without what needs it, and without what names them. */
function before(module: ModuleName): Site {
  const site = siteWith(module);
  const gone = new Set<ModuleName>([module]);
  for (const _ of modules) {
    for (const one of modules) if (moduleNeeds[one].some((need) => gone.has(need))) gone.add(one);
  }
  const kept: Partial<Site['modules']> = Object.fromEntries(
    Object.entries(site.modules).filter(([name]) => !gone.has(name as ModuleName)),
  );
  const { ingress, audit, approval, research } = kept;
  const hosts = Object.entries(ingress?.hosts ?? {}).filter(([door]) => !gone.has(door as ModuleName));
  const { archive: _, ...unarchived } = audit ?? {};
  const { 'diagnostic-support': __, ...workflows } = approval?.workflows ?? {};
  return {
    ...site,
    modules: {
      ...kept,
      ...(ingress === undefined ? {} : { ingress: { ...ingress, hosts: Object.fromEntries(hosts) } }),
      ...(research === undefined || !gone.has('fhir') ? {} : { research: { ...research, exports: [] } }),
      ...(audit === undefined || !gone.has('objectStorage') ? {} : { audit: unarchived as typeof audit }),
      ...(approval === undefined || !gone.has('retrieval') ? {} : { approval: { ...approval, workflows } }),
    },
  };
}

/** Parts that know every other of a kind, and so are told of a new one. Their pods are replaced one after the other. */
const TOLD: Readonly<Record<string, string>> = {
  egress: 'which names may be reached',
  ingress: 'which doors there are',
  identity: 'which roles and clients there are',
  prometheus: 'whom to watch',
  names: 'which names are asked for',
  'audit-store': 'who copies it into the archive',
  fhir: 'who may read or write, by certificate',
  'model-gateway': 'who may ask',
  approval: 'what its workflows ask',
  'research-fhir': 'which exports write',
  integration: 'which sources there are',
  'systems-gateway': 'which systems come in',
};

/** Modules that go through every pod: the way out of each guard, and the watch over it. */
const EVERYWHERE: readonly ModuleName[] = ['egress', 'observability'];

const whole = new Map([reference, member].map((site) => [site, resourcesOf(site)]));

describe.each(modules)('adding the module %s', (module) => {
  const full = whole.get(siteWith(module)) ?? new Map<string, Body>();
  const old = resourcesOf(before(module));
  const gone = [...old.keys()].filter((at) => !full.has(at));
  const changed = [...old].filter(
    ([at, body]) => full.has(at) && JSON.stringify(full.get(at)) !== JSON.stringify(body),
  );

  test('removes and renames nothing, but for the ways past an egress gateway', () => {
    expect(old.size).toBeGreaterThan(0);
    const direct = module === 'egress' ? /network_policy_v1\..*_to-external-/ : /^nothing$/;
    expect(gone.filter((at) => !direct.test(at))).toEqual([]);
    for (const [at, body] of changed) expect(full.get(at)?.metadata?.name, at).toBe(body.metadata?.name);
  });

  test('changes nothing that could only be made anew', () => {
    const fixed = (body: Body | undefined) => ({
      namespace: body?.metadata?.namespace,
      ...{
        selector: body?.spec?.selector,
        service: body?.spec?.service_name,
        claims: body?.spec?.volume_claim_template,
      },
    });
    for (const [at, body] of changed) expect(fixed(full.get(at)), at).toEqual(fixed(body));
    expect(changed.filter(([at]) => /persistent_volume_claim|namespace_v1|manifest\./.test(at))).toEqual([]);
  });

  test.skipIf(EVERYWHERE.includes(module))('changes only what has to know of it', () => {
    const parts = changed
      .filter(([at]) => /\.?(?:deployment|stateful_set|cron_job|job|service)_v1\./.test(at))
      .map(([, body]) => body.metadata?.name ?? '');
    expect(parts.filter((name) => TOLD[name] === undefined)).toEqual([]);
  });
});
