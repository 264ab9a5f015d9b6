import type { App } from 'cdktf';
import { DomicileError } from '../constructs/core/errors.ts';
import { type Images, loadImages } from '../constructs/core/images/lock.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { serviceHost } from '../constructs/core/workload.ts';
import { AiStack } from './ai.ts';
import { DataStack } from './data.ts';
import { FoundationStack } from './foundation.ts';
import { APPROVAL_NAME, GovernanceStack } from './governance.ts';

/** The platform of a site: one stack for each layer that its modules need. */
export interface Platform {
  readonly foundation: FoundationStack;
  readonly data: DataStack;
  readonly ai: AiStack | undefined;
  readonly governance: GovernanceStack | undefined;
}

/**
 * Composes the layers of a site in `app`: foundation, data (with the audit trail), ai, governance. Each depends on those
 * before it, so that the audit trail is there before anything that it must record.
 * @throws {@link DomicileError} when the image lock lacks a component, or a construct refuses what the site says
 */
export function buildPlatform(app: App, site: Site): Platform {
  const images = loadImages(site);
  const foundation = new FoundationStack(app, 'foundation', { site });
  const data = new DataStack(app, 'data', { site, images, foundation });
  data.addDependency(foundation);
  const layers = { app, site, images, foundation, data };
  const ai = buildAi(layers);
  return { foundation, data, ai, governance: buildGovernance(layers, ai) };
}

interface Layers {
  readonly app: App;
  readonly site: Site;
  readonly images: Images;
  readonly foundation: FoundationStack;
  readonly data: DataStack;
}

function buildAi({ app, site, images, foundation, data }: Layers): AiStack | undefined {
  const module = site.modules.ai;
  if (module === undefined) return undefined;
  const audit = required(site, data.audit?.collector, 'ai', 'audit');
  const approvalHost = serviceHost(APPROVAL_NAME, foundation.governance.name);
  const ai = new AiStack(app, 'ai', { site, images, foundation, audit, approvalHost, module });
  ai.addDependency(data);
  return ai;
}

function buildGovernance(layers: Layers, ai: AiStack | undefined): GovernanceStack | undefined {
  const { app, site, images, foundation, data } = layers;
  const module = site.modules.approval;
  if (module === undefined) return undefined;
  const audit = required(site, data.audit?.collector, 'approval', 'audit');
  const fhir = required(site, data.fhir, 'approval', 'fhir');
  const modelGateway = ai?.gateway;
  const governance = new GovernanceStack(app, 'governance', {
    ...{ site, images, foundation, audit, fhir, modelGateway, module },
  });
  governance.addDependency(data);
  if (ai !== undefined) governance.addDependency(ai);
  return governance;
}

// `loadSite` has checked this; a site that was put together in code has not been checked.
function required<T>(site: Site, part: T | undefined, module: string, needs: string): T {
  if (part !== undefined) return part;
  throw new DomicileError({
    code: 'site-rule',
    message: `the module ${module} needs the module ${needs}`,
    seen: `modules: ${Object.keys(site.modules).join(', ')}`,
    allowed: `${module} together with ${needs}`,
    mend: `add modules.${needs}, or remove modules.${module}`,
  });
}
