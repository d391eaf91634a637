/** The field page as it is served: its markup, its words, and the files that a phone keeps of it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Api } from '../../http/api.ts';
import { route } from '../../http/endpoint.ts';
import { etagOf, matchesEtag } from '../../http/etag.ts';
import { addressOf, type PageFile, pageFile, pageFiles } from '../../pages/document.ts';
import { html } from '../../pages/html.ts';
import { languages } from '../../pages/language.ts';
import { answerPage, servePage, servePageFile } from '../../pages/serve-page.ts';
import { fieldStyles } from './field.styles.ts';
import { fieldView } from './view.ts';
import { fieldWords } from './words.ts';

const javascript = 'text/javascript; charset=utf-8';
/** What runs in the browser, as it is in the package. */
const scriptFiles = [
  '../../../field/page.js',
  '../../../field/dom.js',
  '../../../field/form.js',
  '../../../field/location.js',
  '../../../field/photo.js',
  '../../../field/store.js',
  '../../../field/sync.js',
  '../../../field/views.js',
] as const;

const readScript = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

/** Hangs the page, its files and its worker on the house. */
export function registerFieldPage(
  api: Api,
  { ownOrigins }: { readonly ownOrigins: () => readonly string[] },
): void {
  const styleSheet = pageFile('/field/page.css', 'text/css; charset=utf-8', fieldStyles);
  const scripts = scriptFiles.map((file) =>
    pageFile(file.replace('../../..', ''), javascript, readScript(file)),
  );
  for (const file of [styleSheet, ...scripts]) servePageFile(api, file);
  serveWorker(api, [...pageFiles, styleSheet, ...scripts]);

  servePage(api, { method: 'GET', path: '/field', ownOrigins }, async (call) => {
    const common = call.wordsFor();
    const words = fieldWords(common.lang);
    return answerPage({
      status: 200,
      words: common,
      title: words.title,
      head: html`<link rel="stylesheet" href="${addressOf(styleSheet)}">
    <script type="module" src="/field/page.js"></script>`,
      unlisted: true,
      body: fieldView(words, common),
      needs: { geolocation: true, trustedTypes: ['kindcart-field'] },
      headers: { 'Referrer-Policy': 'no-referrer', Vary: 'Accept-Language' },
    });
  });
}

/**
 * The worker, with the names of what it keeps written into it. Whenever any of that changes, its text does,
 * which is how browsers know that there is something new to keep.
 */
function serveWorker(api: Api, files: readonly PageFile[]): void {
  const template = readScript('../../../field/worker.js');
  const names = files.map((file) => (file.type === javascript ? file.path : addressOf(file)));
  const shells = languages.map((common) => String(fieldView(fieldWords(common.lang), common)));
  const version = createHash('sha256')
    .update([template, ...shells, ...files.map((file) => file.version)].join('\n'))
    .digest('base64url')
    .slice(0, 12);
  const text = template
    .replace("'VERSION'", `'${version}'`)
    .replace("'FILES'", `'${names.join(' ')}'`);
  const etag = etagOf(text);
  const worker = {
    method: 'GET',
    path: '/field/worker.js',
    access: 'open',
    limited: false,
  } as const;
  route(api, worker, ({ exchange }) => {
    const headers = {
      ETag: etag,
      'Content-Type': javascript,
      'Cache-Control': 'no-cache',
      // It answers for the page, which lies above its own folder.
      'Service-Worker-Allowed': '/field',
    };
    return matchesEtag(exchange.header('if-none-match'), etag)
      ? new Response(null, { status: 304, headers })
      : new Response(text, { headers });
  });
}
