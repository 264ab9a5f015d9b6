/** Why a rule is not among the admission policies: what CEL would need, and does not have. */
const needs = {
  catalogue: 'needs the catalogue of places, or the reading of texts; CEL has neither',
  several: 'is about several objects together; a policy sees one',
  terraform: 'is about Terraform, which the API server never sees',
  site: 'is about the site file, which the API server never sees',
  custom:
    'is about custom resources, which a cluster may not have; a policy on a kind that is missing cannot be type-checked',
  cluster: 'is about the cluster as it was read',
} as const;

/**
 * For each rule that is not compiled, why not. `domicile check --live` and the compliance check look at what the API server
 * lets pass.
 */
export const limits: Readonly<Record<string, string>> = {
  'AI-001': needs.several,
  'AI-002': needs.several,
  'AI-004': needs.several,
  'AI-005': `${needs.several}; the date of an evaluation also needs a clock`,
  'APP-001': 'is about a day: the review of an app runs out, and CEL has no clock',
  'APP-002': needs.several,
  'APP-003': needs.catalogue,
  'APP-004': needs.several,
  'APP-005': needs.several,
  'ENC-001': needs.catalogue,
  'ENC-002': needs.catalogue,
  'HLT-001': needs.site,
  'HLT-002': needs.catalogue,
  'LIV-001': needs.cluster,
  'LIV-002': needs.cluster,
  'NET-001': needs.several,
  'NET-003': needs.several,
  'NET-009': needs.several,
  'NET-010': needs.several,
  'NET-011': needs.several,
  'NET-012': needs.several,
  'NET-013': needs.several,
  'NET-014': `${needs.several}; who may bear such labels is asked by the policy on what runs and what is reached`,
  'RES-001': needs.catalogue,
  'RES-002': needs.catalogue,
  'RES-004': needs.catalogue,
  'RES-005': needs.catalogue,
  'RES-006': needs.catalogue,
  'SEC-001': needs.catalogue,
  'SOV-001': needs.catalogue,
  'SOV-002': needs.catalogue,
  'SUP-001': needs.custom,
  'SUP-002': needs.custom,
  'SUP-003': needs.custom,
  'SUP-004': needs.custom,
  'TEL-001': needs.catalogue,
  'TF-001': needs.terraform,
  'TF-002': needs.terraform,
  'TF-003': needs.terraform,
  'TF-004': needs.terraform,
  'TF-005': needs.terraform,
  'TF-006': needs.terraform,
};
