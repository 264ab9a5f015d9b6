/**
 * Names by which events of OpenLineage call what data is in. Source: openlineage.io, naming conventions, and RunEvent of
 * specification 2-0-2; read on 2026-11-22.
 */
export const LINEAGE = {
  /** Who made the events, and what their form is: names, never fetched. */
  producer: 'https://domicile.internal/lineage',
  schemaUrl: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  /** Namespaces of data sets: `Observation/12/_history/3` of the record, and of the research store. */
  record: 'fhir://clinical',
  research: 'fhir://research',
  documents: 'documents://retrieval',
  models: 'model://hub',
  trainingData: 'training-data://approved',
  /** Namespace of a system's messages; the name in it is the identifier of the message. */
  messages: 'message://',
} as const;

/** Attribute of an OTLP log record that holds an event as JSON. */
export const LINEAGE_ATTRIBUTE = 'audit.lineage.event';
