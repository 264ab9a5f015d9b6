import type { Context, Fields, Subject } from '../../engine/types.ts';
import { fieldsOf, textOf } from './workload.ts';

/** What an object orders whose content is written elsewhere: a chart, a folder of manifests, a template. */
export interface Fetched {
  /** What the objects that it makes are labelled with; empty when the object does not say. */
  readonly release: string;
  /** What is fetched, as the object names it. */
  readonly what: string;
  /** The field that names it. */
  readonly path: readonly string[];
}

/** The kinds that order content from elsewhere, besides Terraform's modules. */
export const fetchingKinds: readonly string[] = [
  'terraform/resource',
  'HelmRelease',
  'HelmChart',
  'Application',
  'Kustomization',
  'Release',
];

/** What a subject fetches; undefined when what it makes stands in it. */
export function fetchedBy(subject: Subject): Fetched | undefined {
  const { kind, type, name, body } = subject;
  if (kind === 'terraform/resource') return fetchedByTerraform(type, name, body);
  const spec = fieldsOf(body.spec);
  const group = type.split('/', 1)[0];
  if (kind === 'HelmRelease' && group === 'helm.toolkit.fluxcd.io') return flux(spec, name);
  if (kind === 'Kustomization' && group === 'kustomize.toolkit.fluxcd.io')
    return { release: name, what: textOf(spec.path) ?? './', path: ['spec', 'path'] };
  if (kind === 'HelmChart' && group === 'helm.cattle.io')
    return { release: name, what: textOf(spec.chart) ?? 'a chart', path: ['spec', 'chart'] };
  if (kind === 'Release' && group === 'helm.crossplane.io') {
    const { chart } = fieldsOf(spec.forProvider);
    return { release: name, what: textOf(fieldsOf(chart).name) ?? 'a chart', path: ['spec', 'forProvider', 'chart'] };
  }
  if (kind !== 'Application' || group !== 'argoproj.io') return undefined;
  const source = fieldsOf(spec.source);
  const what = textOf(source.chart) ?? textOf(source.path) ?? textOf(source.repoURL) ?? 'its sources';
  return { release: name, what, path: ['spec', spec.source === undefined ? 'sources' : 'source'] };
}

function flux(spec: Fields, name: string): Fetched {
  const prefix = textOf(spec.targetNamespace);
  const release = textOf(spec.releaseName) ?? (prefix === undefined ? name : `${prefix}-${name}`);
  const { chart } = fieldsOf(fieldsOf(spec.chart).spec);
  const reference = textOf(fieldsOf(spec.chartRef).name);
  return {
    release,
    what: textOf(chart) ?? reference ?? 'a chart',
    path: ['spec', spec.chart === undefined ? 'chartRef' : 'chart'],
  };
}

function fetchedByTerraform(type: string, name: string, body: Fields): Fetched | undefined {
  if (type === 'helm_release')
    return { release: textOf(body.name) ?? name, what: textOf(body.chart) ?? 'a chart', path: ['chart'] };
  if (type === 'aws_cloudformation_stack' && body.template_url !== undefined)
    return { release: '', what: textOf(body.template_url) ?? 'a template', path: ['template_url'] };
  return type === 'argocd_application' ? { release: name, what: 'its sources', path: ['spec'] } : undefined;
}

/** Labels and annotations by which what was rendered says which release it belongs to. */
const RELEASE_KEYS = [
  'meta.helm.sh/release-name',
  'app.kubernetes.io/instance',
  'argocd.argoproj.io/instance',
  'helm.toolkit.fluxcd.io/name',
  'kustomize.toolkit.fluxcd.io/name',
  'release',
];

/** The releases of which objects are here. What orders a release is none of its objects. */
export function releasesIn(subjects: readonly Subject[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const subject of subjects) {
    if (fetchedBy(subject) !== undefined) continue;
    const { labels, annotations } = fieldsOf(subject.body.metadata);
    for (const key of RELEASE_KEYS) {
      const release = textOf(fieldsOf(labels)[key]) ?? textOf(fieldsOf(annotations)[key]);
      if (release !== undefined) found.add(release);
    }
  }
  return found;
}

/** Whether what a subject fetches is part of the same input. */
export function isShown({ release }: Fetched, { subjects }: Pick<Context, 'subjects'>): boolean {
  return release !== '' && releasesIn(subjects).has(release);
}
