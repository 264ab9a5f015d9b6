import type { Site } from '../../constructs/core/site/site.ts';
import type { Fleet } from '../../fleet/load.ts';
import { inputOf, judgeForSite } from '../judged-for-site.ts';
import type { Refused } from './sites.ts';

/** What blocks of the files of one site, by its own boundary and with its own claims; undefined when nothing does. */
export function refusalOf(fleet: Fleet, site: Site, files: ReadonlyMap<string, string>): Refused | undefined {
  if (files.size === 0) return undefined;
  const inputs = [...files].map(([name, text]) => inputOf(name, text));
  const { judgement, problems, refusal } = judgeForSite(site, inputs);
  const [unread] = problems;
  if (unread !== undefined) return { code: 2, message: `${unread.position.file}: ${unread.message}` };
  if (refusal === undefined) return undefined;
  const message = [
    `${site.name}: what would roll it out is refused.`,
    refusal.text.trimEnd(),
    ...(judgement.findings.some(({ path }) => path === 'spec.url') ? [aboutRegistry(fleet, site)] : []),
  ];
  return { code: refusal.code, message: message.join('\n') };
}

function aboutRegistry(fleet: Fleet, site: Site): string {
  const { file, line, column } = fleet.positionOf(['artefacts', 'registry']);
  return [
    `${file}:${line}:${column}: artefacts.registry is not inside the boundary of ${site.name}`,
    `  seen:    ${fleet.artefacts.registry}`,
    `  mend:    name a registry inside the boundary of every site, or declare its host under claims of ${site.source.file}`,
  ].join('\n');
}
