import { publishedSchemas } from '../constructs/core/site/json-schema.ts';
import { heading, table } from '../policies/report/markdown.ts';

/** The part of JSON Schema that the site schema uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** docs/site-file.md: every key of a site file, from the published schema. */
export function sitePage(): Readonly<Record<string, string>> {
  const schema: Schema = JSON.parse(publishedSchemas()['site.schema.json'] ?? '{}');
  const text = [
    '# The site file',
    'One file describes one site. `sites/reference-hospital.yaml` and `sites/clinic.yaml` are whole, working examples. Editors complete and check it through the first line, `# yaml-language-server: $schema=./site.schema.json`. An unknown key, a duplicate key or a value of another form is an error with its line and column. Paths are from the project folder.',
    heading(2, 'Keys'),
    table(['key', 'needed', 'form', 'meaning'], keysOf(schema, '')),
  ];
  return { 'docs/site-file.md': `${text.join('\n\n')}\n` };
}

function keysOf(schema: Schema, prefix: string, when = 'yes'): readonly (readonly string[])[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const needed = schema.required?.includes(key) === true ? when : '';
    return [[`\`${path}\``, needed, formOf(value), value.description ?? ''], ...keysOf(value, path)];
  });
  const inner = schema.items === undefined ? [] : keysOf(schema.items, `${prefix}[]`);
  const choices = (schema.oneOf ?? schema.anyOf ?? []).flatMap((choice) => keysOf(choice, prefix, conditionOf(choice)));
  return [...own, ...inner, ...choices];
}

/** Which of several forms a key belongs to: `with kind: cloud`. */
function conditionOf({ properties = {} }: Schema): string {
  const [key, value] = Object.entries(properties).find(([, { const: fixed }]) => fixed !== undefined) ?? [];
  return key === undefined ? 'yes' : `with ${key}: ${String(value?.const)}`;
}

/** Long lists of country codes say no more than their number. */
const LISTED = 8;

function formOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return enumOf(schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return choices.map(formOf).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'values' : formOf(schema.items)}`;
  return schema.type ?? '';
}

function enumOf(values: readonly unknown[]): string {
  if (values.length > LISTED) return `one of ${values.length}: \`${values.slice(0, 2).join('`, `')}\`, …`;
  return values.map((value) => `\`${String(value)}\``).join(', ');
}
