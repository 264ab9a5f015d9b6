import type { Judgement } from '../../policies/engine/types.ts';
import type { SignatureForm } from '../bundle/signature.ts';

/** `schema` of {@link DossierRecord}. */
export const DOSSIER_SCHEMA = 'domicile/dossier/v1';

/** Where a dossier keeps what; paths with forward slashes, from its root. */
export const layout = {
  readme: 'README.md',
  record: 'dossier.json',
  report: 'report/report.html',
  reportJson: 'report/report.json',
  reportOscal: 'report/assessment-results.oscal.json',
  controls: 'security/controls.md',
  controlsJson: 'security/controls.json',
  rules: 'security/rules.md',
  obligations: 'security/obligations.md',
  waivers: 'security/waivers.md',
  flows: 'security/flows.md',
  questions: 'security/reach.md',
  reach: 'security/reach.json',
  reachDrawn: 'security/reach.svg',
  endpoints: 'security/endpoints.csv',
  images: 'security/images.tsv',
  imageInventory: 'security/images.cdx.json',
  processing: 'data-protection/record-of-processing.md',
  processingJson: 'data-protection/record-of-processing.json',
  models: 'ai-act/models.md',
  systems: 'ai-act/systems',
} as const;

/** How a dossier is signed: over its list of checksums, as a bundle is. */
export const DOSSIER_SIGNATURE: SignatureForm = {
  file: 'dossier.dsse.json',
  predicateType: 'https://domicile.internal/dossier/v1',
  noun: 'dossier',
};

/** What a dossier says of itself. */
export interface DossierRecord {
  readonly schema: typeof DOSSIER_SCHEMA;
  readonly tool: { readonly name: string; readonly version: string };
  readonly site: { readonly name: string; readonly file: string; readonly sha256: string };
  /** The day of the dossier: YYYY-MM-DD. */
  readonly at: string;
  readonly boundary: string;
  readonly verdict: Judgement['verdict'];
  readonly counts: Judgement['counts'];
  readonly catalogue: { readonly version: string; readonly asOf: string };
  readonly activities: readonly string[];
  readonly aiSystems: readonly string[];
}
