import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Obligation } from '../policies/engine/obligation.ts';
import { UsageError } from './command.ts';

const position = z.object({ file: z.string(), line: z.number(), column: z.number() });
const obligation = z.object({
  id: z.string().regex(/^OB-[0-9a-f]{12}$/),
  about: z.enum([
    'value',
    'decision',
    'module',
    'plan',
    'content',
    'claim',
    'encryption',
    'capability',
    'network-policy',
    'signature',
    'attestation',
  ]),
  subject: z.string(),
  path: z.string(),
  owed: z.string(),
  due: z.enum(['plan', 'admission', 'live']),
  how: z.string(),
  blocks: z.boolean(),
  location: position.nullable(),
});
const report = z.object({ schema: z.literal('domicile/check/v1'), obligations: z.array(obligation) });

/**
 * The obligations that a report of `check --format json` lists.
 * @throws UsageError when it cannot be read or is no such report.
 */
export function loadObligations(file: string, cwd: string): readonly Obligation[] {
  const read = report.safeParse(parsed(file, cwd));
  if (read.success) return read.data.obligations;
  const [issue] = read.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new UsageError(
    `${file} is no report whose obligations can be read${at}: ${issue?.message ?? ''}; write one with domicile check … --format json --output FILE`,
  );
}

function parsed(file: string, cwd: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
  } catch (error) {
    throw new UsageError(
      `cannot read the obligations of ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
