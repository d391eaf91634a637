/** Markup made of text that is never markup itself: whatever is put into a template is escaped. */

/** A piece of a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Child = Html | string | number | null | false | readonly Child[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function textOf(child: Child): string {
  if (child === null || child === false) return '';
  if (child instanceof Html) return child.text;
  if (typeof child === 'string' || typeof child === 'number') {
    return String(child).replace(/[&<>"']/g, (character) => escapes[character] ?? '');
  }
  return child.map(textOf).join('');
}

/** A template: its own text is markup, what is put into it is text. Put nothing outside of quotes in a tag. */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Html {
  const pieces = strings.map((text, at) => text + textOf(children[at] ?? null));
  return new Html(pieces.join(''));
}
