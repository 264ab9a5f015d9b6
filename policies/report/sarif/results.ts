import type { Finding } from '../../engine/types.ts';
import { visible } from '../words.ts';
import { messageText } from './message.ts';
import { levelOf } from './rules.ts';
import { uriOf } from './uri.ts';

/** A finding as a SARIF result. */
export function resultOf(finding: Finding, ruleIndex: number | undefined): object {
  const { ruleId, result, severity, enforcement, fingerprint, found, expected, controls, waiver } = finding;
  const failed = result === 'fail';
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: failed ? 'fail' : 'open',
    level: failed ? levelOf(severity, enforcement) : 'none',
    message: { text: message(finding) },
    locations: [location(finding)],
    partialFingerprints: { 'domicileFinding/v1': fingerprint },
    ...(waiver === null ? {} : { suppressions: [suppression(waiver)] }),
    properties: { result, severity, enforcement, found: visible(found), expected, controls },
  };
}

function message({ found, because, expected, remedy, result, subject }: Finding): string {
  const value = found === '' ? '(nothing)' : visible(found);
  const unsure = result === 'fail' ? '' : 'Undecided, and that blocks. ';
  return messageText(
    `${unsure}${value}: ${visible(because)} (${visible(subject.address)}). Allowed: ${visible(expected)}. Mend: ${remedy}.`,
  );
}

function location({ location: position, subject, path }: Finding): object {
  const names = path === '' ? subject.address : `${subject.address} ${path}`;
  const logical = [
    { name: subject.name, fullyQualifiedName: names, kind: 'resource' },
    ...(subject.constructPath === null ? [] : [{ fullyQualifiedName: subject.constructPath, kind: 'module' }]),
  ];
  if (position === null) return { logicalLocations: logical };
  const region = { startLine: position.line, startColumn: position.column };
  return { physicalLocation: { artifactLocation: uriOf(position.file), region }, logicalLocations: logical };
}

/** `external`: it stands in a file of its own, not in the judged source. */
function suppression(waiver: string): object {
  return { kind: 'external', status: 'accepted', justification: waiver };
}
