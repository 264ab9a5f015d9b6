import type { Sourced } from '../types.ts';

/** A number that sizes are made from. */
export interface Assumption extends Sourced {
  readonly value: number;
  /** What the number counts, as a person says it. */
  readonly means: string;
}

const asOf = '2026-11-23';

function read(value: number, means: string, source: string): Assumption {
  return { value, means, source, asOf, recalled: false };
}

function recalled(value: number, means: string): Assumption {
  return {
    value,
    means,
    source: 'recalled; measure your own',
    asOf,
    recalled: true,
  };
}

/** What the sizes of a platform are made from, besides its beds. */
export const assumptions = {
  inpatientsPerBed: read(
    36,
    'inpatients of a bed in a year: 17.2 million in 476,924 beds in Germany in 2023',
    'Statistisches Bundesamt, Krankenhausstatistik 2023, as reported by s7-update.com (zahl-der-krankenhaus-behandlungen-2023-um-24-prozent-gestiegen)',
  ),
  outpatientsPerInpatient: recalled(3, 'outpatient contacts for each inpatient'),
  examinationsPerBed: read(
    360,
    'imaging examinations of a bed in a year: about 90,000 in a busy hospital of 250 beds',
    'axisimagingnews.com, Archiving: a bigger, better box',
  ),
  examinationMegabytes: recalled(60, 'megabytes of an examination, over all modalities'),
  examinationsShared: recalled(0.08, 'of all examinations that come here: the archive of the hospital keeps them all'),
  inpatientResources: recalled(300, 'FHIR resources of an inpatient, most of them Observations'),
  outpatientResources: recalled(40, 'FHIR resources of an outpatient contact'),
  resourceKilobytes: recalled(6, 'kilobytes of a FHIR resource in the database, with the indexes that searches need'),
  inpatientEvents: recalled(3500, 'audit events of an inpatient: who read and wrote what'),
  outpatientEvents: recalled(200, 'audit events of an outpatient contact'),
  eventKilobytes: recalled(1.2, 'kilobytes of an audit event in the database'),
  pseudonymKilobytes: recalled(0.8, 'kilobytes of a pseudonym in the database, with its index'),
  inpatientMessages: recalled(
    180,
    'HL7 messages of an inpatient; a large clinic in the USA counted 433 for each visit or admission in 2007 (hl7.org.uk)',
  ),
  outpatientMessages: recalled(20, 'HL7 messages of an outpatient contact'),
  messageKilobytes: read(
    16,
    'kilobytes of an HL7 message: about 16 GB a million',
    'healthcaredata.substack.com, Processing larger HL7v2 data feeds efficiently',
  ),
  inpatientDrafts: recalled(3, 'drafts of an inpatient: letter, codes, findings'),
  outpatientDrafts: recalled(1, 'drafts of an outpatient contact'),
  draftKilobytes: recalled(80, 'kilobytes of a draft with its process, versions and decision'),
  draftTokens: recalled(1000, 'tokens that a model writes for a draft'),
  processorTokensPerSecond: recalled(8, 'tokens a second that a model of 7 billion parameters writes on 16 cores'),
  seriesPerReplica: recalled(35_000, 'time series for each pod of a replicated part'),
  sampleBytes: read(
    2,
    'bytes of a sample of Prometheus: between one and two on average',
    'prometheus.io, Storage, Operational aspects',
  ),
  years: { ...recalled(3, 'years that a volume is bought for; volumes can be enlarged'), source: 'this project' },
  fill: { ...recalled(0.7, 'of a volume that may be full'), source: 'this project' },
} as const satisfies Readonly<Record<string, Assumption>>;
