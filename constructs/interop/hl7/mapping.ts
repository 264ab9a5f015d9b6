/**
 * Where a value of a message is: `PID-5.1` (segment, field, component, and a third number for a subcomponent), of the first
 * repetition; several, divided by ` or `, of which the first that is not empty counts.
 */
export type FieldPlace = string;

/** How the text of a field becomes the value of an element. */
export type FieldForm =
  | 'text'
  | 'date'
  | 'dateTime'
  /** CE, CWE: up to two codings and a text. */
  | 'codeable'
  /** What OBX-5 holds, in the type that OBX-2 states; it names its own element (`valueQuantity` …). */
  | 'observation-value';

/** One element of a resource and the field that it is taken from. */
export interface FieldRule {
  /** Path of the element: `name[0].family`. */
  readonly element: string;
  readonly from: FieldPlace;
  /** @default 'text' */
  readonly form?: FieldForm;
  /** Name of the code table that the value is looked up in. A code that the table lacks makes the message unreadable. */
  readonly table?: string;
  /** Whether a message without it is unreadable. @default false */
  readonly required?: boolean;
}

/** How one resource is made from a message. */
export interface ResourceRule {
  readonly type: string;
  /** Segment of which each occurrence makes a resource. @default - one for the message */
  readonly each?: 'OBR' | 'OBX';
  /** What identifies it, joined by `/`; below the site's own system, and the peer's where other peers count alike. */
  readonly identifier: { readonly kind: string; readonly from: readonly FieldPlace[]; readonly perPeer: boolean };
  /** Elements that are the same for every message. */
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldRule[];
  /** Element to the name of the rule whose resource it refers to; left out where the message has none. */
  readonly references: Readonly<Record<string, string>>;
}

/** What a message does to a resource. */
export interface ResourceUse {
  /** Key of {@link MessageMapping.resources}. */
  readonly rule: string;
  /** `replace`: the sender owns it. `create`: only when it is not there, since another system knows it better. */
  readonly write: 'replace' | 'create';
  /** Whether a message that does not identify it is unreadable, or makes none. */
  readonly required: boolean;
  /** Elements that this kind of message decides. @default - none */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** How messages become FHIR resources: data that a hospital can review, and replace. */
export interface MessageMapping {
  /** Message type to what it writes: `ADT^A01`. */
  readonly messages: Readonly<Record<string, readonly ResourceUse[]>>;
  readonly resources: Readonly<Record<string, ResourceRule>>;
  /** Table to code to code. The code `*` stands for all others. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Name of a coding system in a message to its URI; other systems stay below the peer's name. */
  readonly codingSystems: Readonly<Record<string, { readonly system: string }>>;
  /** Value of MSH-18 to the name of the character set in Java. */
  readonly characterSets: Readonly<Record<string, string>>;
}

const patient: ResourceRule = {
  type: 'Patient',
  identifier: { kind: 'patient', from: ['PID-3.1'], perPeer: false },
  fixed: {},
  fields: [
    { element: 'name[0].family', from: 'PID-5.1' },
    { element: 'name[0].given[0]', from: 'PID-5.2' },
    { element: 'name[0].given[1]', from: 'PID-5.3' },
    { element: 'birthDate', from: 'PID-7.1', form: 'date' },
    { element: 'gender', from: 'PID-8.1', table: 'gender' },
    { element: 'address[0].line[0]', from: 'PID-11.1' },
    { element: 'address[0].city', from: 'PID-11.3' },
    { element: 'address[0].postalCode', from: 'PID-11.5' },
    { element: 'address[0].country', from: 'PID-11.6' },
    { element: 'deceasedDateTime', from: 'PID-29.1', form: 'dateTime' },
  ],
  references: {},
};

const encounter: ResourceRule = {
  type: 'Encounter',
  identifier: { kind: 'encounter', from: ['PV1-19.1'], perPeer: false },
  fixed: { 'class.system': 'http://terminology.hl7.org/CodeSystem/v3-ActCode' },
  fields: [
    { element: 'class.code', from: 'PV1-2.1', table: 'encounterClass', required: true },
    { element: 'period.start', from: 'PV1-44.1', form: 'dateTime' },
    { element: 'period.end', from: 'PV1-45.1', form: 'dateTime' },
    { element: 'location[0].location.display', from: 'PV1-3.1' },
  ],
  references: { subject: 'patient' },
};

const report: ResourceRule = {
  type: 'DiagnosticReport',
  each: 'OBR',
  identifier: { kind: 'report', from: ['OBR-3.1 or OBR-2.1', 'OBR-4.1'], perPeer: true },
  fixed: {},
  fields: [
    { element: 'status', from: 'OBR-25.1', table: 'reportStatus', required: true },
    { element: 'code', from: 'OBR-4', form: 'codeable', required: true },
    { element: 'effectiveDateTime', from: 'OBR-7.1', form: 'dateTime' },
    { element: 'issued', from: 'OBR-22.1', form: 'dateTime' },
  ],
  references: { subject: 'patient', encounter: 'encounter', 'result[]': 'observation' },
};

const observation: ResourceRule = {
  type: 'Observation',
  each: 'OBX',
  identifier: { kind: 'observation', from: ['OBR-3.1 or OBR-2.1', 'OBR-4.1', 'OBX-3.1', 'OBX-4.1'], perPeer: true },
  fixed: {},
  fields: [
    { element: 'status', from: 'OBX-11.1', table: 'observationStatus', required: true },
    { element: 'code', from: 'OBX-3', form: 'codeable', required: true },
    { element: 'value', from: 'OBX-5', form: 'observation-value' },
    { element: 'effectiveDateTime', from: 'OBX-14.1 or OBR-7.1', form: 'dateTime' },
    { element: 'interpretation[0].text', from: 'OBX-8.1' },
    { element: 'referenceRange[0].text', from: 'OBX-7.1' },
  ],
  references: { subject: 'patient', encounter: 'encounter' },
};

const admission = (set: Readonly<Record<string, unknown>>): readonly ResourceUse[] => [
  { rule: 'patient', write: 'replace', required: true },
  { rule: 'encounter', write: 'replace', required: true, set },
];

/** Table 0396 where FHIR has a URI of its own for it; other systems stay below the peer's name. */
const codingSystems = {
  LN: { system: 'http://loinc.org' },
  SCT: { system: 'http://snomed.info/sct' },
  SNM3: { system: 'http://snomed.info/sct' },
  I10: { system: 'http://hl7.org/fhir/sid/icd-10' },
  UCUM: { system: 'http://unitsofmeasure.org' },
} as const;

/**
 * The platform's own mapping of admissions, discharges, updates and results, after the HL7 Version 2 to FHIR
 * Implementation Guide (segment and table maps); `recalled` on 2026-11-22. What it does not name is not written.
 */
export const standardMapping: MessageMapping = {
  messages: {
    'ADT^A01': admission({ status: 'in-progress' }),
    'ADT^A03': admission({ status: 'finished' }),
    // An update says nothing about the state: who has been discharged has the time of it.
    'ADT^A08': admission({ status: { ifPresent: 'PV1-45.1', yields: 'finished', otherwise: 'in-progress' } }),
    'ORU^R01': [
      { rule: 'patient', write: 'create', required: true },
      { rule: 'encounter', write: 'create', required: false, set: { status: 'unknown' } },
      { rule: 'observation', write: 'replace', required: true },
      { rule: 'report', write: 'replace', required: true },
    ],
  },
  resources: { patient, encounter, report, observation },
  tables: {
    gender: { M: 'male', F: 'female', O: 'other', A: 'other', D: 'other', X: 'other', U: 'unknown', N: 'unknown' },
    encounterClass: { I: 'IMP', O: 'AMB', E: 'EMER', P: 'PRENC', R: 'AMB', B: 'AMB' },
    reportStatus: {
      ...{ O: 'registered', I: 'registered', S: 'registered', A: 'partial', P: 'preliminary', R: 'preliminary' },
      ...{ C: 'corrected', F: 'final', X: 'cancelled' },
    },
    observationStatus: {
      ...{ C: 'corrected', D: 'entered-in-error', F: 'final', I: 'registered', P: 'preliminary', R: 'preliminary' },
      ...{ S: 'preliminary', W: 'entered-in-error', X: 'cancelled', U: 'final' },
    },
  },
  codingSystems,
  characterSets: {
    ...{ ASCII: 'US-ASCII', '8859/1': 'ISO-8859-1', '8859/2': 'ISO-8859-2', '8859/4': 'ISO-8859-4' },
    ...{ '8859/5': 'ISO-8859-5', '8859/7': 'ISO-8859-7', '8859/9': 'ISO-8859-9', '8859/15': 'ISO-8859-15' },
    ...{ 'UNICODE UTF-8': 'UTF-8', 'UTF-8': 'UTF-8', UNICODE: 'UTF-8' },
    // Not in table 0211, and sent all the same.
    ...{ CP1252: 'windows-1252', 'WINDOWS-1252': 'windows-1252', CP850: 'IBM850', 'ISO-8859-1': 'ISO-8859-1' },
  },
};
