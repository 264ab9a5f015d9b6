import type { Site } from '../core/site/site.ts';
import { coding } from './coding.ts';
import { diagnosticSupport } from './diagnostic-support.ts';
import { dischargeLetter } from './discharge-letter.ts';
import { earlyWarning } from './early-warning.ts';
import type { ClinicalWorkflow } from './workflow.ts';

/** The clinical workflows that a site asks for. */
export function workflowsOf({ modules }: Site): readonly ClinicalWorkflow[] {
  const { workflows = {} } = modules.approval ?? {};
  return [
    ...(workflows['discharge-letter'] === undefined ? [] : [dischargeLetter]),
    ...(workflows.coding === undefined ? [] : [coding(workflows.coding.year)]),
    ...(workflows['diagnostic-support'] === undefined ? [] : [diagnosticSupport]),
    ...(workflows['early-warning'] === undefined ? [] : [earlyWarning(workflows['early-warning'])]),
  ];
}
