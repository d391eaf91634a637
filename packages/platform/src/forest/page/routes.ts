/** Addresses of trees for people: the page that a certificate's code leads to, and the certificate. */
import { utcDay, type WholeTree } from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import type { Api } from '../../http/api.ts';
import { addressOf, pageFile } from '../../pages/document.ts';
import { html } from '../../pages/html.ts';
import { directionOf } from '../../pages/language.ts';
import type { Words } from '../../pages/locales/words.ts';
import { pdfOf } from '../../pages/paper/drawing-pdf.ts';
import { svgOf } from '../../pages/paper/drawing-svg.ts';
import {
  answerPage,
  noticePage,
  type PageCall,
  servePage,
  servePageFile,
} from '../../pages/serve-page.ts';
import { type CertificateModel, certificateOf } from './certificate.ts';
import { treeStyles } from './page.styles.ts';
import { readTreeFacts, type TreePageParts } from './reading.ts';
import type { TreeFacts } from './rules.ts';
import { pathOfTree, titleOf, treeView } from './view.ts';
import { type TreeWords, treeWords } from './words.ts';

const styleSheet = pageFile('/trees/page.css', 'text/css; charset=utf-8', treeStyles);
const path = '/trees/{treeId}';

/** Hangs them on the house. */
export function registerTreePages(api: Api, parts: TreePageParts): void {
  const { ownOrigins } = parts;
  servePageFile(api, styleSheet);

  servePage(api, { method: 'GET', path, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    return visit === undefined ? unknownTree(call) : treePage(visit);
  });

  servePage(api, { method: 'GET', path: `${path}/certificate.svg`, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownTree(call);
    const svg = svgOf(certificateOf(certificateModel(visit)));
    return certificateAnswer(visit, svg, 'image/svg+xml; charset=utf-8', 'svg');
  });

  servePage(api, { method: 'GET', path: `${path}/certificate.pdf`, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownTree(call);
    const pdf = await pdfOf(certificateOf(certificateModel(visit)), parts.now());
    return certificateAnswer(visit, pdf, 'application/pdf', 'pdf');
  });
}

/** A tree as one visitor finds it. */
interface Visit {
  readonly facts: TreeFacts;
  readonly words: TreeWords;
  readonly common: Words;
  /** The day in UTC. */
  readonly today: string;
  /** Address of the platform as this visitor knows it. */
  readonly base: string;
}

async function visitOf(parts: TreePageParts, call: PageCall): Promise<Visit | undefined> {
  const { treeId = '' } = call.params;
  const facts = isId('tree', treeId) ? await readTreeFacts(parts, treeId) : undefined;
  if (facts === undefined) return undefined;
  const common = call.wordsFor();
  const base = parts.publicUrl ?? new URL(call.exchange.request.url).origin;
  const today = utcDay(parts.now());
  return { facts, common, words: treeWords(common.lang), today, base };
}

function unknownTree(call: PageCall): Response {
  const common = call.wordsFor();
  const { unknown: title, unknownHow } = treeWords(common.lang);
  return noticePage(404, common, { title, lines: [unknownHow] });
}

function treePage({ facts, words, common, today, base }: Visit): Response {
  const address = `${base}${pathOfTree(facts.tree)}`;
  const title = titleOf({ facts, words });
  return answerPage({
    status: 200,
    words: common,
    title,
    head: html`<link rel="canonical" href="${address}">
    <meta property="og:type" content="website">
    <meta property="og:url" content="${address}">
    <meta property="og:title" content="${title}">
    <meta property="og:site_name" content="${facts.organizationName}">
    <link rel="stylesheet" href="${addressOf(styleSheet)}">`,
    // It names people, whom only those should find who were given the address.
    unlisted: true,
    body: treeView({ facts, words, common, today, origin: base }),
    headers: { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Language' },
  });
}

function certificateModel({ facts, words, common, base }: Visit): CertificateModel {
  const address = `${base}${pathOfTree(facts.tree)}`;
  return { ...facts, words, address, isRtl: directionOf(common) === 'rtl' };
}

/** A file that loads and runs nothing, and that others may show: donors share it. */
function certificateAnswer(
  { facts }: { readonly facts: { readonly tree: Pick<WholeTree, 'number'> } },
  file: string | Uint8Array<ArrayBuffer>,
  type: string,
  ending: string,
): Response {
  return new Response(file, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `inline; filename="tree-${facts.tree.number}.${ending}"`,
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Cache-Control': 'public, max-age=60',
      Vary: 'Accept-Language',
      'X-Robots-Tag': 'noindex',
    },
  });
}
