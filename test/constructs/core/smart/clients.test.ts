import { describe, expect, test } from 'vitest';
import { parseSite } from '../../../../constructs/core/site/load.ts';
import { edit, siteText } from '../../../support/site-text.ts';

const text = siteText('reference-hospital');

function problems(from: string, to: string): string {
  try {
    parseSite(edit(text, from, to), 'site.yaml');
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

describe('a SMART client of the site file', () => {
  test.each([
    ['may read and search for persons', 'user/Condition.rs', 'user/Encounter.rs'],
    ['may write in its own name', 'system/DocumentReference.crs', 'system/DocumentReference.cruds'],
  ])('%s', (_, from, to) => expect(problems(from, to)).toBe('accepted'));

  test.each([
    ['for one patient', 'user/Condition.rs', 'patient/Condition.rs', 'which patient a program was opened for'],
    ['for everything', 'user/Condition.rs', 'user/*.rs', 'more than any purpose needs'],
    ['for what holds anything', 'system/DocumentReference.crs', 'system/Binary.r', 'can hold anything of anybody'],
    ['both in its own name and for persons', 'user/Condition.rs', 'system/Condition.rs', 'never in both'],
    ['in the form of version 1', 'user/Condition.rs', 'user/Condition.read', 'a SMART scope of version 2'],
    [
      'without the way back of a login',
      '\n          redirectUri: https://ward-round.reference-hospital.example/login',
      '',
      'redirectUri',
    ],
    [
      'without being let in at the door',
      '      - ward-round.reference-hospital.example\n',
      '',
      'modules.ingress.systems',
    ],
  ])('is refused scopes %s', (_, from, to, message) => {
    expect(problems(from, to)).toContain(message);
    expect(problems(from, to)).toMatch(/site\.yaml:\d+:\d+/);
  });
});
