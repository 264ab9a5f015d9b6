/** An XML element. Its children are elements, texts and programs; what each is decides how it is written. */
export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string | Program)[];
}

/** A program that stands in XML as character data. */
interface Program {
  readonly program: string;
}

/** An element with its children. */
export function element(name: string, attributes: Xml['attributes'], ...children: Xml['children']): Xml {
  return { name, attributes, children };
}

/** A program, in which nothing is read as XML. */
export function script(program: string): Program {
  return { program };
}

/** The document as text. */
export function xmlText(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;
}

function written({ name, attributes, children }: Xml, indent: string): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${name}${said.join('')}`;
  if (children.length === 0) return `${open}/>\n`;
  const inner = children.map((child) => {
    if (typeof child === 'string') return escaped(child);
    return 'program' in child ? characterData(child.program) : written(child, `${indent}  `);
  });
  const nested = children.some((child) => typeof child === 'object' && 'name' in child);
  return nested ? `${open}>\n${inner.join('')}${indent}</${name}>\n` : `${open}>${inner.join('')}</${name}>\n`;
}

function characterData(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function escaped(text: string): string {
  return text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
