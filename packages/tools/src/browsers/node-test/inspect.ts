/** Shows a value in a failure: JSON where that says it, the tag or name where it does not. */
export function inspect(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (isElement(value)) return tagOf(value);
  if (value instanceof Error || value instanceof RegExp) return String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(value, readable(), 2) ?? String(value);
}

// In Node, where this is tested against Node's own assertions, there are no elements.
function isElement(value: unknown): value is Element {
  return 'Element' in globalThis && value instanceof Element;
}

function tagOf(element: Element): string {
  return `<${element.localName}${element.id ? ` id="${element.id}"` : ''}>`;
}

/** A replacer that survives cycles, bigints, maps, sets and elements. */
function readable(): (key: string, value: unknown) => unknown {
  const seen = new Set<object>();
  return (_key, value) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function' || value === undefined) return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (isElement(value)) return tagOf(value);
    if (seen.has(value)) return '[seen before]';
    seen.add(value);
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof Set) return { set: [...value] };
    return value;
  };
}
