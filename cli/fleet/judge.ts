import type { Site } from '../../constructs/core/site/site.ts';
import type { Fleet } from '../../fleet/load.ts';
import { boundaryOfSite } from '../../gate/boundary.ts';
import { judge, packOf } from '../../policies/judge.ts';
import { render } from '../../policies/report/index.ts';
import { dayOf } from '../day.ts';
import type { Refused } from './sites.ts';

/** What blocks of the files of one site, by its own boundary and with its own claims; undefined when nothing does. */
export function refusalOf(fleet: Fleet, site: Site, files: ReadonlyMap<string, string>): Refused | undefined {
  if (files.size === 0) return undefined;
  const encoder = new TextEncoder();
  const inputs = [...files].map(([name, text]) => ({ name, bytes: encoder.encode(text) }));
  const boundary = boundaryOfSite(site);
  const pack = packOf('all');
  const { judgement, problems } = judge(inputs, boundary, pack);
  const [unread] = problems;
  if (unread !== undefined) return { code: 2, message: `${unread.position.file}: ${unread.message}` };
  if (judgement.verdict === 'pass') return undefined;
  const about = { colour: false, boundary: boundary.name, rules: pack.rules, at: dayOf(undefined) };
  const message = [
    `${site.name}: what would roll it out is refused.`,
    render('text', judgement, about).trimEnd(),
    ...(judgement.findings.some(({ path }) => path === 'spec.url') ? [aboutRegistry(fleet, site)] : []),
  ];
  return { code: judgement.verdict === 'fail' ? 1 : 2, message: message.join('\n') };
}

function aboutRegistry(fleet: Fleet, site: Site): string {
  const { file, line, column } = fleet.positionOf(['artefacts', 'registry']);
  return [
    `${file}:${line}:${column}: artefacts.registry is not inside the boundary of ${site.name}`,
    `  seen:    ${fleet.artefacts.registry}`,
    `  mend:    name a registry inside the boundary of every site, or declare its host under claims of ${site.source.file}`,
  ].join('\n');
}
