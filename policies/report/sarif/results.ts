import { formatPosition } from '../../engine/position.ts';
import type { Finding } from '../../engine/types.ts';
import { visible } from '../words.ts';
import { messageText } from './message.ts';
import { levelOf } from './rules.ts';
import { uriOf } from './uri.ts';

/** A finding as a SARIF result; `isCompared`: the run was held against what was there before. */
export function resultOf(finding: Finding, ruleIndex: number | undefined, isCompared: boolean): object {
  const { ruleId, result, severity, enforcement, fingerprint, found, expected, controls, waiver, known } = finding;
  const failed = result === 'fail';
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: failed ? 'fail' : 'open',
    level: failed ? levelOf(severity, enforcement) : 'none',
    message: { text: message(finding) },
    locations: [location(finding)],
    partialFingerprints: { 'domicileFinding/v1': fingerprint },
    ...(isCompared ? { baselineState: known === null ? 'new' : 'unchanged' } : {}),
    ...(waiver === null ? {} : { suppressions: [suppression(waiver, 'accepted')] }),
    ...(known === null ? {} : { suppressions: [suppression(known, 'underReview')] }),
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
  // An object of a cluster is no artifact that a viewer could open.
  if (position.pointer !== undefined) {
    const inCluster = { fullyQualifiedName: formatPosition(position), kind: 'object' };
    return { logicalLocations: [...logical, inCluster] };
  }
  const region = { startLine: position.line, startColumn: position.column };
  return { physicalLocation: { artifactLocation: uriOf(position.file), region }, logicalLocations: logical };
}

/** `external`: it stands in a file of its own, not in the judged source. */
function suppression(justification: string, status: 'accepted' | 'underReview'): object {
  return { kind: 'external', status, justification };
}
