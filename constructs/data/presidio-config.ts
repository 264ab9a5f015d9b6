import { stringify } from 'yaml';

/** Score below which a finding does not count. Low on purpose: a word too many is dropped rather than a name kept. */
export const SCORE_THRESHOLD = 0.3;

/** What the configuration of the analyzer is made from. */
export interface PresidioConfigProps {
  /** Language of the texts, as ISO 639-1. */
  readonly language: 'de';
  /** spaCy model for names and places: a package inside the image, or a folder. It is never downloaded. */
  readonly model: string;
}

// All of them are off unless somebody names them (Presidio 2.2.366, conf/default_recognizers.yaml).
const germanRecognizers = [
  ...['DeTaxIdRecognizer', 'DeTaxNumberRecognizer', 'DePassportRecognizer', 'DeIdCardRecognizer'],
  ...['DeSocialSecurityRecognizer', 'DeHealthInsuranceRecognizer', 'DeKfzRecognizer', 'DeHandelsregisterRecognizer'],
  ...['DePlzRecognizer', 'DeLanrRecognizer', 'DeBsnrRecognizer', 'DeVatIdRecognizer', 'DeFuehrerscheinRecognizer'],
] as const;

// Presidio's recogniser of e-mail addresses is not among them: it fetches a list of top-level domains from the internet.
const generalRecognizers = [
  ...['SpacyRecognizer', 'IbanRecognizer', 'IpRecognizer', 'MacAddressRecognizer', 'UrlRecognizer'],
  ...['CreditCardRecognizer', 'PhoneRecognizer', 'DateRecognizer'],
] as const;

/** Patterns of German clinical letters that no recogniser of Presidio knows. Python's regular expressions. */
const ownPatterns = [
  {
    name: 'german-date',
    entity: 'DATE_TIME',
    regex: String.raw`\b(?:0?[1-9]|[12]\d|3[01])\.\s?(?:0?[1-9]|1[0-2])\.(?:\s?(?:19|20)?\d{2})?`,
    score: 0.6,
  },
  {
    name: 'german-written-date',
    entity: 'DATE_TIME',
    regex: String.raw`\b(?:0?[1-9]|[12]\d|3[01])\.?\s(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?:\s(?:19|20)\d{2})?\b`,
    score: 0.6,
  },
  {
    name: 'addressed-person',
    entity: 'PERSON',
    regex: String.raw`\b(?:Herrn?|Frau|Dr\.(?:\s?med\.)?|Prof\.|PD|OA|OÄ|CA|Schwester|Pfleger)\s(?:(?:Dr\.|Prof\.|med\.|von|van|zu|de|der)\s)*[A-ZÄÖÜ][\wäöüß-]+(?:\s[A-ZÄÖÜ][\wäöüß-]+)?`,
    score: 0.7,
  },
  {
    name: 'email-address',
    entity: 'EMAIL_ADDRESS',
    regex: String.raw`\b[\w.!#$%&'*+/=?^{|}~-]+@[\w-]+(?:\.[\w-]+)+\b`,
    score: 0.9,
  },
  {
    name: 'german-town',
    entity: 'LOCATION',
    regex: String.raw`\b(?:D-)?\d{5}\s[A-ZÄÖÜ][\wäöüß-]+`,
    score: 0.6,
  },
  {
    name: 'german-street',
    entity: 'LOCATION',
    regex: String.raw`\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|ufer)\s\d+\s?[a-z]?\b`,
    score: 0.7,
  },
  {
    name: 'case-number',
    entity: 'ID',
    regex: String.raw`\b(?:Fall|Pat|Patienten|Aufnahme)(?:-?\s?(?:Nr|Nummer|ID))\.?:?\s?[\w-]{4,}`,
    score: 0.7,
  },
] as const;

/** Which recognisers run. Only these: what Presidio would add by default is English, or another country's. */
export function recognizersFile({ language }: PresidioConfigProps): string {
  const predefined = [...generalRecognizers, ...germanRecognizers].map((name) => ({
    ...{ name, type: 'predefined', enabled: true },
    supported_languages: [language],
  }));
  const own = ownPatterns.map(({ name, entity, regex, score }) => ({
    ...{ name, type: 'custom', enabled: true, supported_language: language, supported_entity: entity },
    patterns: [{ name, regex, score }],
  }));
  // Case counts: in German it is what tells a name from a verb.
  const file = { supported_languages: [language], global_regex_flags: 10, recognizers: [...predefined, ...own] };
  return stringify(file, { lineWidth: 0 });
}

/** Which model finds names and places. */
export function languageFile({ language, model }: PresidioConfigProps): string {
  const entities = { PER: 'PERSON', PERSON: 'PERSON', LOC: 'LOCATION', GPE: 'LOCATION', ORG: 'ORGANIZATION' };
  return stringify({
    nlp_engine_name: 'spacy',
    models: [{ lang_code: language, model_name: model }],
    ner_model_configuration: {
      model_to_presidio_entity_mapping: entities,
      labels_to_ignore: ['MISC'],
      low_confidence_score_multiplier: 1,
      low_score_entity_names: [],
    },
  });
}

/** How the analyzer treats what the recognisers say. */
export function analyzerFile({ language }: PresidioConfigProps): string {
  return stringify({ supported_languages: [language], default_score_threshold: SCORE_THRESHOLD });
}
