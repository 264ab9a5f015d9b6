import type { Path } from '../../policies/engine/types.ts';
import { isCredentialKey } from '../../policies/subjects/leaves/keys.ts';
import type { Json } from '../output.ts';

const LONGEST = 160;

/** A value for a report: short, and without what its name calls a credential. */
export function shown(value: Json | undefined, path: Path = []): string {
  if (value === undefined || value === null) return '(nothing)';
  const text = JSON.stringify(withoutCredentials(value, String(path.at(-1) ?? '')));
  const plain = typeof value === 'string' ? (JSON.parse(text) as string) : text;
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST)}… (${plain.length} characters)`;
}

function withoutCredentials(value: Json, key: string): Json {
  if (typeof value === 'string') return isCredentialKey(key) ? `(${value.length} characters, not shown)` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withoutCredentials(item, key));
  const name = (value as { readonly name?: Json }).name;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      // `{name: DB_PASSWORD, value: …}` says in its name what its value is.
      const called = field === 'value' && typeof name === 'string' ? name : field;
      return [field, withoutCredentials(inner as Json, called)];
    }),
  );
}
