import type { Fields, Subject, Value } from '../engine/types.ts';
import { fieldsAt, isFields, stringAt } from './fields.ts';
import type { Document } from './input.ts';

const SCHEMA = 'domicile/site/v1';

/** Whether a document is a site file: it names its own schema. */
export function isSite(value: Value): value is Fields {
  return isFields(value) && typeof value.schema === 'string' && value.schema.startsWith('domicile/site/');
}

/** Why a site file cannot be read by this version, or undefined. */
export function siteVersionProblem(value: Fields): string | undefined {
  return value.schema === SCHEMA ? undefined : `schema is ${String(value.schema)}; this version reads ${SCHEMA}`;
}

/** The subject of a site file. */
export function siteSubject(document: Document, body: Fields): Subject {
  const name = stringAt(fieldsAt(body, 'metadata'), 'name') ?? stringAt(body, 'name') ?? document.file;
  const { locate } = document;
  return {
    kind: 'Site',
    type: SCHEMA,
    name,
    namespace: undefined,
    address: `Site/${name}`,
    body,
    constructPath: undefined,
    locate,
  };
}
