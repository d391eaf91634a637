/** A donor whose browser runs no scripts, as far as tests of pages need one: it reads, fills in, follows. */
import assert from 'node:assert/strict';

/** What answers, such as a platform without a socket. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** A page as it came. */
export interface ReadPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What is read of it: without tags, with entities as characters. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Text of markup, white space collapsed. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return unescaped(body.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ');
}

/** Entities as characters. */
function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** Reads an answer as a page. */
export async function read(response: Response): Promise<ReadPage> {
  const html = await response.text();
  return { status: response.status, headers: response.headers, html, text: textOf(html) };
}

/** Values of an attribute on a page, in order. */
export function attributesOf(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    unescaped(value),
  );
}

/** Posts the only form of a page with its hidden fields and what is filled in, as its own browser would. */
export function submit(
  ask: Ask,
  page: ReadPage,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = { 'Sec-Fetch-Site': 'same-origin' },
): Promise<Response> {
  const [form = ''] = /<form[^>]*>/.exec(page.html) ?? [];
  const [action] = attributesOf(form, 'action');
  assert(action !== undefined, `No form on ${page.text}`);
  const hidden = [...page.html.matchAll(/<input type="hidden"[^>]*>/g)].map(
    ([input]) =>
      [attributesOf(input, 'name')[0] ?? '', attributesOf(input, 'value')[0] ?? ''] as const,
  );
  return ask(action.replace(/#.*/, ''), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }).toString(),
  });
}

/** Where a redirect leads, as a path; fails when it is none. */
export function leadsTo(response: Response): string {
  assert.equal(response.status, 303);
  const { pathname, search } = new URL(response.headers.get('Location') ?? '', 'http://localhost');
  return pathname + search;
}
