import { aiAct, cloudSovereignty, ehds, gdpr, nis2 } from './european-law.ts';
import { bgb, c5, grundschutz, secNumCloud, sgbV } from './national.ts';
import { cis, iso27001, podSecurity } from './standards.ts';
import type { ControlRow, Framework } from './types.ts';

export type { Bearing, ControlRow, Framework } from './types.ts';

/** Every framework, with the controls that rules cite and those that no rule can show. */
export const frameworks: readonly Framework[] = [
  gdpr,
  aiAct,
  ehds,
  nis2,
  cloudSovereignty,
  sgbV,
  bgb,
  secNumCloud,
  c5,
  grundschutz,
  cis,
  podSecurity,
  iso27001,
];

/** A control with the framework it belongs to. */
export interface Control extends ControlRow {
  readonly framework: Framework;
}

/** The control of that identifier (`gdpr/art-44`), or undefined. */
export function findControl(id: string): Control | undefined {
  const slash = id.indexOf('/');
  const framework = frameworks.find((candidate) => candidate.id === id.slice(0, slash));
  const row = framework?.controls.find((candidate) => candidate.id === id.slice(slash + 1));
  return framework === undefined || row === undefined ? undefined : { ...row, framework };
}
