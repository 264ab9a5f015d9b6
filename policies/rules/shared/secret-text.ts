import type { Fields, Path } from '../../engine/types.ts';
import { valueAt } from './value.ts';

/** Names under which programs expect a credential. `…_FILE` and `…_PATH` name a file that holds it, which is right. */
const credentialName =
  /(^|[_.-])(pass|passwd|password|passphrase|secret|token|credentials?|pwd|api_?key|access_?key|private_?key|secret_?key|signing_?key|auth_?key)($|[_.-](value|id|data|wo)?$)/i;
const reference = /(_file|_path|_dir|_name|_ref|_url|_uri|_arn|_ttl|_enabled|_type|_header)$/i;

/** True for `DB_PASSWORD`, false for `DB_PASSWORD_FILE`. */
export function isCredentialName(name: string): boolean {
  const answer = answers.get(name) ?? soundsLikeCredential(name);
  // Names repeat ten thousandfold in a plan; a hostile input must still not fill the memory with them.
  if (answers.size < 10_000) answers.set(name, answer);
  return answer;
}

const answers = new Map<string, boolean>();

function soundsLikeCredential(name: string): boolean {
  return credentialName.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')) && !reference.test(name);
}

/** A value that is filled in elsewhere, or that is plainly no credential: a switch, a number, a file's path. */
export function isNoCredential(value: string): boolean {
  return value.trim() === '' || /^(\$\(\w+\)|\$\{.*\}|true|false|yes|no|none|\d{1,5}|\/[\w./-]+)$/i.test(value.trim());
}

const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/;
const urlPassword = /:\/\/[^\s/:@'"]*:(?!\$[({])([^\s/@'"]+)@/;

/** What kind of secret stands in the text, in words; undefined when none is seen. */
export function secretIn(text: string): string | undefined {
  if (text.includes('-----BEGIN') && privateKey.test(text)) return 'a private key';
  if (text.includes('://') && urlPassword.test(text)) return 'a password in a URL';
  return undefined;
}

/** What a report says in place of a secret: its length, never itself. */
export function hidden(value: string): string {
  return `(${value.length} characters, not shown)`;
}

/** What a value is called: its key, or the `name` beside a `value`, as in an environment variable. */
export function nameAt(body: Fields, path: Path): string {
  const last = path.at(-1);
  const name = last === 'value' ? valueAt(body, [...path.slice(0, -1), 'name']) : undefined;
  return typeof name === 'string' ? name : String(last ?? '');
}
