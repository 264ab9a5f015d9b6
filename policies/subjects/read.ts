import { clusterSubjects, isClusterRecord } from './cluster.ts';
import { isFields } from './fields.ts';
import type { Document, Documents, Input, InputProblem, Reading } from './input.ts';
import { isKubernetes, kubernetesSubjects } from './kubernetes/objects.ts';
import { withMachineKind } from './machine-files.ts';
import { isSite, siteSubject, siteVersionProblem } from './site.ts';
import { configurationSubjects, isConfiguration } from './terraform/configuration.ts';
import { hclDocuments, isHcl } from './terraform/hcl.ts';
import { isPlan, PLAN_HINTS, planSubjects } from './terraform/plan.ts';
import { isState, stateSubjects, stateVersionProblem } from './terraform/state.ts';
import { decode } from './text/decode.ts';
import { readJson } from './text/json.ts';
import { readYaml } from './text/yaml.ts';

export type { Input, InputProblem, ProblemCode, Reading } from './input.ts';

/**
 * Read Terraform JSON (`cdk.tf.json`, plans), Kubernetes YAML or JSON and site files into subjects.
 * Pure: the caller reads the bytes. Never throws on any input; what cannot be read is a problem with its place, and
 * the readable rest of the same file is still judged.
 */
export function readInputs(inputs: readonly Input[]): Reading {
  const readings = inputs.map(readInput);
  return {
    subjects: readings.flatMap((reading) => reading.subjects),
    problems: readings.flatMap((reading) => reading.problems),
  };
}

function readInput(input: Input): Reading {
  const decoded = decode(input.name, input.bytes);
  if ('problem' in decoded) return { subjects: [], problems: [decoded.problem] };
  const { documents, problems } = documentsOf(input, decoded.utf8);
  const readings = documents.map(readDocument);
  const found = [...problems, ...readings.flatMap((reading) => reading.problems)];
  const subjects = readings.flatMap((reading) => reading.subjects);
  if (subjects.length === 0 && found.length === 0) found.push(nothing(input.name));
  return { subjects, problems: found };
}

function documentsOf({ name: file, hcl }: Input, utf8: Buffer): Documents {
  if (isHcl(file)) return hclDocuments(file, utf8, hcl);
  const isJson = /\.json$/i.test(file) || /^\s*[{[]/.test(utf8.toString('utf8', 0, 4096));
  if (!isJson) return readYaml(file, utf8.toString('utf8'));
  const json = readAnyJson(file, utf8);
  // YAML flow mappings and JSON lines also start with a brace; a file that calls itself JSON does not get this chance.
  return json.problems.length > 0 && !/\.json$/i.test(file) ? readYaml(file, utf8.toString('utf8')) : json;
}

/** The members of a root that the hints of a plan change. */
const HINTED = ['configuration', 'planned_values', 'resource_changes'];

/** Only a plan is large enough for its hints to matter, so the guess is that it is one. */
function readAnyJson(file: string, utf8: Buffer): Documents {
  const guessed = readJson(file, utf8, PLAN_HINTS);
  const value = guessed.documents[0]?.value;
  const isOther = isFields(value) && HINTED.some((key) => key in value) && !isPlan(value);
  return isOther ? readJson(file, utf8) : guessed;
}

function readDocument(document: Document): Reading {
  const { value, file } = document;
  if (isSite(value)) {
    const problem = siteVersionProblem(value);
    if (problem !== undefined) return broken(document, 'wrong-version', problem);
    return { subjects: [siteSubject(document, value)], problems: [] };
  }
  if (isClusterRecord(value)) return { subjects: clusterSubjects(value), problems: [] };
  if (isPlan(value)) return { subjects: planSubjects(document, value), problems: [] };
  if (isState(value)) {
    const problem = stateVersionProblem(value);
    if (problem !== undefined) return broken(document, 'wrong-version', problem);
    return { subjects: stateSubjects(document, value), problems: [] };
  }
  if (isConfiguration(value, file)) return { subjects: configurationSubjects(document), problems: [] };
  const object = withMachineKind(withKustomization(document));
  if (isKubernetes(object.value)) return { subjects: kubernetesSubjects(object), problems: [] };
  return broken(document, 'unknown-format', unknownFormat(document));
}

/** kustomize knows its file by the name and does not ask it for a kind. */
function withKustomization(document: Document): Document {
  const { file, value } = document;
  if (!isFields(value) || !/(?:^|[\\/])kustomization(?:\.ya?ml)?$/i.test(file)) return document;
  return { ...document, value: { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...value } };
}

function unknownFormat(document: Document): string {
  const keys = isFields(document.value) ? Object.keys(document.value).slice(0, 5).join(', ') : typeof document.value;
  return `this is no format that can be judged (it has: ${keys || 'nothing'}); give Terraform JSON, a plan, or Kubernetes objects with apiVersion and kind`;
}

function broken(document: Document, code: InputProblem['code'], message: string): Reading {
  return { subjects: [], problems: [{ code, message, position: document.locate([]) }] };
}

function nothing(file: string): InputProblem {
  const message = 'the file holds no object to judge';
  return { code: 'empty', message, position: { file, line: 1, column: 1 } };
}
