/** Markup as text, for the pages that the platform draws itself. What is filled in is text, always. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Finished markup. Only `html` makes it, so that whatever else comes along is escaped. */
export class Markup {
  readonly #text: string;

  constructor(strings: TemplateStringsArray, values: readonly Filling[]) {
    this.#text = String.raw({ raw: strings }, ...values.map(written));
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template; nothing is written for false, null and undefined. */
export type Filling = Markup | string | number | false | null | undefined | readonly Filling[];

function written(value: Filling): string {
  if (value instanceof Markup) return value.toString();
  if (value === false || value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
  }
  return value.map(written).join('');
}

/** Markup with values in it. Attributes stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly Filling[]): Markup {
  return new Markup(strings, values);
}

/** An address that may be followed or loaded: https, or http for this machine. Else undefined. */
export function safeUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
