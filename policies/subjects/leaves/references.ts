/** Roots of Terraform references whose value stands outside of the configuration's own resources. */
const OUTSIDE = /^(?:var|local|data|module|each|count|path|terraform|self|ephemeral)\b/;
const WHOLE_REFERENCE = /^\$\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]]*\])+)\s*\}(?:(?:\/[\w.*-]+)*\/?|:\*)$/;

/**
 * Whether a text is nothing but a reference to an attribute of a resource of the same configuration, such as
 * `${aws_kms_key.k.arn}`, alone or before a path: that resource is a subject of its own and is judged where it stands.
 */
export function isOwnReference(text: string): boolean {
  const reference = WHOLE_REFERENCE.exec(text)?.[1];
  return (reference?.includes('_') === true && !OUTSIDE.test(reference)) || isOwnExpression(text);
}

/** Functions that only cut, join or count what they are given. */
const PURE = new Set(
  'cidrsubnet cidrhost cidrnetmask join concat flatten compact distinct element slice length toset tolist tostring one keys values sort lower upper'.split(
    ' ',
  ),
);
const KEYWORD = /^(?:for|in|if|true|false|null)$/;

/** Whether an expression is made of nothing but own resources: `cidrsubnet(aws_vpc.v.cidr_block, 4, 1)`, `aws_subnet.a[*].id`. */
function isOwnExpression(text: string): boolean {
  const expression = text.length > 1000 ? undefined : /^\$\{([^{}$]*)\}$/.exec(text)?.[1];
  if (expression === undefined || !/^(?:[^"]|"[\w ,%]*")*$/.test(expression)) return false;
  const bare = expression.replace(/"[^"]*"/g, '');
  const loops = new Set([...bare.matchAll(/\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g)].flatMap(([, a, b]) => [a, b]));
  const names = [...bare.matchAll(/([A-Za-z_][\w-]*)((?:\.[\w*-]+|\[[^\]]*\])*)(\s*\()?/g)];
  const isOwn = names.map(([, root = '', steps = '', called]) => {
    if (called !== undefined) return PURE.has(root) && steps === '';
    return KEYWORD.test(root) || loops.has(root) || (root.includes('_') && steps !== '' && !OUTSIDE.test(root));
  });
  return isOwn.every(Boolean) && names.some(([, root = '', steps]) => root.includes('_') && steps !== '');
}
