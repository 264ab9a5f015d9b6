import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyzerFile, languageFile, recognizersFile } from '../../constructs/data/presidio-config.ts';
import { describeWith, pathOf } from './programs.ts';

/**
 * The analyzer and the anonymizer of the images, with the generated files. No registry has spaCy's German models: an empty
 * one takes their place, so that names without a title, which only a model finds, are not in these texts.
 */
const program = `
import json, socket, sys
asked = []
def deny(host, *_, **__):
    asked.append(str(host))
    raise OSError("no network")
socket.getaddrinfo = deny
import spacy
folder, texts = sys.argv[1], json.load(sys.stdin)
spacy.blank("de").to_disk(folder + "/model")
from presidio_analyzer import AnalyzerEngineProvider
from presidio_anonymizer import AnonymizerEngine
engine = AnalyzerEngineProvider(
    analyzer_engine_conf_file=folder + "/analyzer.yaml",
    nlp_engine_conf_file=folder + "/language.yaml",
    recognizer_registry_conf_file=folder + "/recognizers.yaml",
).create_engine()
clean = [AnonymizerEngine().anonymize(text=t, analyzer_results=engine.analyze(text=t, language="de")).text for t in texts]
print(json.dumps({"texts": clean, "asked": asked, "recognizers": [one.name for one in engine.registry.recognizers]}))
`;

const cases = [
  ['a person by title', 'Herr Dr. Jürgen Groß-Müller stellte sich vor.', '<PERSON> stellte sich vor.'],
  ['a date in figures', 'Aufnahme am 12.03.2026 erfolgt.', 'Aufnahme am <DATE_TIME> erfolgt.'],
  ['a date in words', 'Aufnahme am 3. März 2026 erfolgt.', 'Aufnahme am <DATE_TIME> erfolgt.'],
  ['an address', 'wohnhaft Hauptstraße 12a, 69115 Heidelberg', 'wohnhaft <LOCATION>, <LOCATION>'],
  ['an insurance number', 'KVNR A123456780 liegt vor', 'KVNR <DE_HEALTH_INSURANCE> liegt vor'],
  ['a tax number', 'Steuer-ID 65929970489 liegt vor', 'Steuer-ID <DE_TAX_ID> liegt vor'],
  ['a telephone number', 'Tel. +49 6221 567890 angegeben', 'Tel. <PHONE_NUMBER> angegeben'],
  ['an e-mail address', 'Mail an erika.m@klinik.example gesandt', 'Mail an <EMAIL_ADDRESS> gesandt'],
  ['an account', 'IBAN DE89370400440532013000 hinterlegt', 'IBAN <IBAN_CODE> hinterlegt'],
  ['a case number', 'Fallnummer: 20261234 beachten', '<ID> beachten'],
  ['findings, which stay', 'Hb 12,3 g/dl, CRP 45 mg/l, RR 120/80 mmHg.', 'Hb 12,3 g/dl, CRP 45 mg/l, RR 120/80 mmHg.'],
  [
    'a diagnosis, which stays',
    'Verdacht auf schwere Aortenstenose (I35.0).',
    'Verdacht auf schwere Aortenstenose (I35.0).',
  ],
] as const;

describeWith(['presidio'], 'Presidio with the generated configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domicile-presidio-'));
  let said: { texts: string[]; asked: string[]; recognizers: string[] };
  beforeAll(() => {
    const props = { language: 'de', model: join(folder, 'model') } as const;
    writeFileSync(join(folder, 'recognizers.yaml'), recognizersFile(props));
    writeFileSync(join(folder, 'language.yaml'), languageFile(props));
    writeFileSync(join(folder, 'analyzer.yaml'), analyzerFile(props));
    const input = JSON.stringify(cases.map(([, text]) => text));
    const { stdout, stderr } = spawnSync(pathOf('presidio'), ['-c', program, folder], { input, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    said = JSON.parse(stdout);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(cases.map(([name, , clean], index) => [name, index, clean] as const))('%s', (_, index, clean) =>
    expect(said.texts[index]).toBe(clean),
  );

  test('runs the German recognisers, which are off by default', () => {
    expect(said.recognizers.filter((name) => name.startsWith('De'))).toHaveLength(13);
  });

  test('asks nobody on the network, also not for a list of domains', () => expect(said.asked).toEqual([]));
});
