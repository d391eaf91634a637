// Custom properties as styles use them: which can be set from outside, through which private
// aliases, and what stands in when nobody sets them.

/** Who may set it: `--kind-…` is for pages, `--_…` is the element's own. */
const publicName = /^--kind-[a-z0-9-]+$/;

/** One `var(--name, fallback)`. */
interface VariableUse {
  readonly name: string;
  /** The text after the comma, trimmed; empty when there is none. */
  readonly fallback: string;
}

/** Every `var()` of a text, also those in fallbacks of others, in order. */
export function variableUses(css: string): readonly VariableUse[] {
  const found: VariableUse[] = [];
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const match of text.matchAll(/var\(\s*(--[\w-]+)\s*/g)) {
    const start = match.index + match[0].length;
    const inner = text.slice(start, closingOf(text, start));
    found.push({ name: match[1] ?? '', fallback: inner.replace(/^,/, '').trim() });
  }
  return found;
}

/** The place of the parenthesis that closes what is open at `start`. */
function closingOf(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** What one private alias or one rule takes from the page. */
export interface StyleFacts {
  /** Public properties that the styles take, straight or through aliases. */
  readonly taken: ReadonlySet<string>;
  /** What each public property falls back to; the last rule of the styles counts. */
  readonly fallbacks: ReadonlyMap<string, string>;
}

/**
 * What `css` takes from the page. Aliases such as `--_accent: var(--kind-accent, …)` may stand in
 * `shared` styles; they count when `css` uses them.
 */
export function styleFacts(css: string, shared = ''): StyleFacts {
  const aliases = aliasesIn(`${shared}\n${css}`);
  const taken = new Set<string>();
  const seen = new Set<string>();
  const visit = (text: string): void => {
    for (const { name } of variableUses(text)) {
      if (publicName.test(name)) taken.add(name);
      else if (!seen.has(name)) {
        seen.add(name);
        for (const value of aliases.get(name) ?? []) visit(value);
      }
    }
  };
  visit(withoutAliases(css));
  return { taken, fallbacks: fallbacksIn(`${shared}\n${css}`, aliases) };
}

function fallbacksIn(
  css: string,
  aliases: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, fallback } of variableUses(css)) {
    if (publicName.test(name) && fallback !== '') found.set(name, readable(fallback, aliases));
  }
  return found;
}

/** Aliases give way to what they stand for, and public properties lose their own fallbacks. */
function readable(value: string, aliases: ReadonlyMap<string, readonly string[]>): string {
  let text = value;
  // Each round opens one layer; circles end at the last.
  for (let round = 0; round < 5; round += 1) {
    const use = /var\(\s*(--_[\w-]+)\s*(?=[,)])/.exec(text);
    const meant = aliases.get(use?.[1] ?? '')?.at(-1);
    if (use === null || meant === undefined) break;
    const end = closingOf(text, use.index + 4) + 1;
    text = text.slice(0, use.index) + meant.trim() + text.slice(end);
  }
  for (const match of [...text.matchAll(/var\(\s*(--kind-[\w-]+)\s*,/g)].toReversed()) {
    const end = closingOf(text, match.index + 4) + 1;
    text = `${text.slice(0, match.index)}var(${match[1]})${text.slice(end)}`;
  }
  return tidied(text);
}

const aliasDeclaration = /(--_[\w-]+)\s*:\s*([^;{}]+);/g;

function aliasesIn(css: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', value = ''] of css.matchAll(aliasDeclaration)) {
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

function withoutAliases(css: string): string {
  return css.replace(aliasDeclaration, '');
}

function tidied(value: string): string {
  return value.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')');
}
