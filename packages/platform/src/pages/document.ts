/** The frame of every page that the platform draws itself, and its style sheet. */
import { createHash } from 'node:crypto';
import { styles } from './document.styles.ts';
import { type Filling, html, type Markup } from './html.ts';
import { directionOf, languages } from './language.ts';
import type { Words } from './locales/words.ts';

/** A file that pages load. Its address changes with what it says, so that it can be kept for ever. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly text: string;
  readonly version: string;
}

/** A file of what it says. */
export function pageFile(path: string, type: string, text: string): PageFile {
  const version = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  return { path, type, text, version };
}

const styleSheet = pageFile('/give/page.css', 'text/css; charset=utf-8', styles);
const icon = pageFile(
  '/give/icon.svg',
  'image/svg+xml',
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#17684c"/><path d="M16 25C9 20 6 16 6 12a5 5 0 0 1 10-1 5 5 0 0 1 10 1c0 4-3 8-10 13z" fill="#fff"/></svg>',
);

/** What every page loads of the platform. */
export const pageFiles = [styleSheet, icon] as const;

/** Where this version of a file is. */
export const addressOf = ({ path, version }: PageFile) => `${path}?v=${version}`;

/** The page script, where the platform serves one. */
export interface PageScript {
  readonly src: string;
  /** Hash that the browser holds the file against. */
  readonly integrity: string;
  /** The publishable key that the elements of the page use. */
  readonly key: string;
}

/** One page. */
export interface PageContent {
  readonly words: Words;
  readonly title: string;
  /** Whether its words are in another language than the page's own; a tag. */
  readonly titleLanguage?: string | undefined;
  /** More for the head: what others say of the page when it is shared. */
  readonly head?: Filling;
  readonly script?: PageScript | undefined;
  /** Whether no search engine should list it. */
  readonly unlisted: boolean;
  /** When the page looks again, and where: with its own address a browser at a fragment would stay. */
  readonly refresh?: { readonly afterSeconds: number; readonly address: string } | undefined;
  readonly body: Markup;
}

/** The whole document as text. */
export function documentOf(page: PageContent): string {
  const { words, script } = page;
  return html`<!doctype html>
<html lang="${words.lang}" dir="${directionOf(words)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${page.title}</title>
    <meta name="color-scheme" content="light dark">
    ${page.unlisted && html`<meta name="robots" content="noindex">`}
    ${
      page.refresh &&
      html`<meta http-equiv="refresh" content="${page.refresh.afterSeconds}; url=${page.refresh.address}">`
    }
    ${page.head}
    <link rel="icon" href="${addressOf(icon)}" type="${icon.type}">
    <link rel="stylesheet" href="${addressOf(styleSheet)}">
    ${
      script &&
      html`<script type="module" src="${script.src}" integrity="${script.integrity}" data-key="${script.key}"></script>`
    }
  </head>
  <body>
    ${page.body}
  </body>
</html>
`.toString();
}

/** Says on top of a page that nothing on it is earnest. */
export function testNote(words: Words): Markup {
  return html`<aside class="test-note"><strong>${words.common.testMode}</strong> <span>${words.common.testModeWhy}</span></aside>`;
}

/** The same page in the other languages, with what of its address has to stay. */
export function languageLinks(
  words: Words,
  path: string,
  kept: readonly (readonly [name: string, value: string])[] = [],
): Markup {
  const addressIn = (lang: string) =>
    `${path}?${new URLSearchParams(Object.fromEntries([['lang', lang], ...kept]))}`;
  return html`<nav class="languages" aria-label="${words.common.languages}">
      <ul>${languages.map(({ lang, name }) =>
        lang === words.lang
          ? html`<li><span lang="${lang}" aria-current="true">${name}</span></li>`
          : html`<li><a href="${addressIn(lang)}" lang="${lang}" hreflang="${lang}">${name}</a></li>`,
      )}</ul>
    </nav>`;
}

/** A page that says one thing, and perhaps where to go from there. */
export function noticeOf(parts: {
  readonly title: string;
  readonly lines: readonly Filling[];
  /** What there is to know beyond that. */
  readonly more?: Filling;
  readonly actions?: Filling;
  readonly kind?: 'good' | 'bad' | 'waiting';
}): Markup {
  const { title, lines, more, actions, kind } = parts;
  return html`<main class="notice ${kind}">
      <h1>${title}</h1>
      ${lines.map((line) => line && html`<p>${line}</p>`)}
      ${more} ${actions && html`<p class="actions">${actions}</p>`}
    </main>`;
}
