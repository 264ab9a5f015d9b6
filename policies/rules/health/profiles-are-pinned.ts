import { defineRule } from '../../engine/rule.ts';
import type { Fields, Value, Verdict } from '../../engine/types.ts';
import { isFields } from '../../subjects/fields.ts';
import { readYaml } from '../../subjects/text/yaml.ts';
import { openReason, placeholderIn, show } from '../shared/value.ts';
import { fieldsOf, textOf } from '../shared/workload.ts';

const pinned = /^\d+\.\d+(?:\.\d+)?(?:[-+][0-9A-Za-z.-]+)?$/;
const mayHold = /implementationguides/i;

/** A FHIR server that loads implementation guides names the exact release of each. */
export const profilesArePinned = defineRule({
  id: 'HLT-002',
  title: 'A FHIR server that loads implementation guides (ISiK, the German base profiles) names the release of each.',
  severity: 'medium',
  enforcement: 'deny',
  controls: ['sgb-v/373', 'ehds/art-25', 'iso-27001/A.5.21'],
  selects: ['ConfigMap'],
  whenSilent: 'pass',
  rationale:
    'Hospitals in Germany exchange data by the ISiK profiles of gematik. Profiles change what a server accepts: one that is ' +
    'loaded as latest, or as current, changes on a day that nobody chose. Conformance itself is shown by gematik’s tests.',
  remedy: 'write the version of each guide: {name: de.gematik.isik-basismodul, version: 4.0.3}',
  *evaluate({ body }) {
    for (const [key, text] of Object.entries(fieldsOf(body.data))) {
      if (typeof text !== 'string' || !mayHold.test(text)) continue;
      for (const [name, guide] of guidesIn(text)) yield judge(['data', key], name, guide);
    }
  },
});

/** `hapi.fhir.implementationguides` of HAPI FHIR's application.yaml. */
function guidesIn(text: string): readonly (readonly [string, Fields])[] {
  const { documents } = readYaml('application.yaml', text);
  return documents.flatMap(({ value }) => {
    const fhir = fieldsOf(fieldsOf(isFields(value) ? value.hapi : undefined).fhir);
    return Object.entries(fieldsOf(fhir.implementationguides)).map(([name, guide]) => [name, fieldsOf(guide)] as const);
  });
}

function judge(path: Verdict['path'], key: string, { name, version }: Fields): Verdict {
  const guide = textOf(name) ?? key;
  const unknown = openReason(version);
  const stated: Value | undefined = typeof version === 'number' ? String(version) : version;
  return {
    result: unknown !== undefined ? 'indeterminate' : pinned.test(textOf(stated) ?? '') ? 'pass' : 'fail',
    path,
    aspect: guide,
    found: `${guide} ${unknown === undefined ? show(stated) : placeholderIn(version)}`,
    because: unknown ?? 'the profiles can change without anybody changing this configuration',
    expected: 'a release such as 4.0.3',
  };
}
