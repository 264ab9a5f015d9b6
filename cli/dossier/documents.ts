import { createHash } from 'node:crypto';
import { encode } from '../../policies/report/encode.ts';
import type { ReportOptions } from '../../policies/report/index.ts';
import { endpointsOf } from '../endpoints/endpoint.ts';
import { formats as endpointFormats } from '../endpoints/format.ts';
import { imageLines } from '../images/inventory.ts';
import { matrixFormats } from '../reach/formats.ts';
import { version } from '../version.ts';
import { modelsPage, technicalDocumentationPage, technicalDocumentations } from './ai/documentation.ts';
import type { Facts } from './facts.ts';
import { DOSSIER_SCHEMA, type DossierRecord, layout } from './layout.ts';
import { processingRecord, processingRecordPage } from './processing/record.ts';
import { jsonText } from './prose.ts';
import { readmeText } from './readme.ts';
import { controlStates, controlsPage } from './security/controls.ts';
import { flowsPage, imageInventory } from './security/inventory.ts';
import { questionsPage } from './security/questions.ts';
import { obligationsPage, waiversPage } from './security/remains.ts';
import { rulesPage } from './security/rules.ts';

type Files = ReadonlyMap<string, string | Uint8Array>;

/**
 * Every file of a dossier by its path. The same facts give the same bytes.
 * @throws when a processing activity has no purpose
 */
export async function documentsOf(facts: Facts, report: ReportOptions): Promise<Files> {
  const processing = processingRecord(facts);
  const systems = technicalDocumentations(facts);
  const record: DossierRecord = {
    ...recordOf(facts),
    activities: processing.activities.map(({ id }) => id),
    aiSystems: systems.map(({ system }) => system),
  };
  return new Map<string, string | Uint8Array>([
    [layout.readme, readmeText(record)],
    [layout.record, jsonText(record)],
    ...(await reports(facts, report)),
    ...security(facts),
    [layout.processing, processingRecordPage(processing, facts)],
    [layout.processingJson, jsonText(processing)],
    ...(facts.site.modules.ai === undefined ? [] : [[layout.models, modelsPage(facts)] as const]),
    ...systems.flatMap((system) => [
      [`${layout.systems}/${system.system}.md`, technicalDocumentationPage(system, facts)] as const,
      [`${layout.systems}/${system.system}.json`, jsonText(system)] as const,
    ]),
  ]);
}

async function reports({ judgement }: Facts, report: ReportOptions) {
  const formats = [
    [layout.report, 'html'],
    [layout.reportJson, 'json'],
    [layout.reportOscal, 'oscal'],
  ] as const;
  return Promise.all(formats.map(async ([path, format]) => [path, await encode(format, judgement, report)] as const));
}

function security(facts: Facts): readonly (readonly [string, string])[] {
  const { site, at, objects, copies, reach } = facts;
  const drawn = (format: 'json' | 'svg') => matrixFormats[format]?.(reach) ?? '';
  return [
    [layout.controls, controlsPage(facts)],
    [layout.controlsJson, jsonText(controlStates(facts))],
    [layout.rules, rulesPage(facts)],
    [layout.obligations, obligationsPage(facts)],
    [layout.waivers, waiversPage(facts)],
    [layout.flows, flowsPage(facts)],
    [layout.questions, questionsPage(facts)],
    [layout.reach, drawn('json')],
    [layout.reachDrawn, drawn('svg')],
    [layout.endpoints, endpointFormats.csv?.(endpointsOf(facts), { site: site.name, at }) ?? ''],
    [layout.images, imageLines(objects, copies)],
    [layout.imageInventory, imageInventory(facts)],
  ];
}

function recordOf({
  site,
  siteFile,
  at,
  boundary,
  judgement,
  survey,
}: Facts): Omit<DossierRecord, 'activities' | 'aiSystems'> {
  const sha256 = createHash('sha256').update(site.source.text).digest('hex');
  return {
    schema: DOSSIER_SCHEMA,
    tool: { name: 'domicile', version },
    site: { name: site.name, file: siteFile, sha256 },
    at,
    boundary,
    verdict: judgement.verdict,
    counts: judgement.counts,
    catalogue: survey.catalogue,
  };
}
