/** A statement as a page, as PDF and as CSV, for whoever has its address; and the way to pay it. */
import { type Id, idSchema, type ProblemCode, parse } from '@kindcart/contract';
import type { Pass } from '../../access/donor-pass.ts';
import { csvLine } from '../../giving/donations/export.ts';
import { refreshAfter } from '../../giving/page/thanks-view.ts';
import type { Api } from '../../http/api.ts';
import { route } from '../../http/endpoint.ts';
import type { Exchange } from '../../http/exchange.ts';
import { refuse } from '../../http/refusal.ts';
import { wordsFor } from '../../pages/language.ts';
import { paperHtml, paperPolicy, paperPolicyToPay } from '../../pages/paper/html.ts';
import { paperPdf } from '../../pages/paper/pdf.ts';
import { leadTo, servePage } from '../../pages/serve-page.ts';
import { statementsPath } from './links.ts';
import { contextOf, lineCells, lineColumns, statementPaper } from './paper.ts';
import { beginPayment, comesBack, type PayingParts } from './paying.ts';
import {
  findParties,
  findStatement,
  type KeptStatement,
  linePages,
  type StatementParties,
} from './records.ts';

export interface StatementPageParts extends PayingParts {
  /** Origins of the platform's own pages. */
  readonly ownOrigins: () => readonly string[];
}

const open = { method: 'GET', access: 'open', limited: true } as const;
const passProblems = {
  invalid: 'donor_link_invalid',
  expired: 'donor_link_expired',
} as const satisfies Record<string, ProblemCode>;

/** Hangs them on the house. */
export function registerStatementPages(api: Api, parts: StatementPageParts): void {
  const { ownOrigins } = parts;
  route(api, { ...open, path: `${statementsPath}/{name}` }, async ({ params, exchange }) => {
    const [, name = '', ending = ''] = /^(\w+?)(\.pdf|\.csv)?$/.exec(params.name ?? '') ?? [];
    const { pass, id } = openedBy(parts, exchange, name);
    const kept = (await findStatement(parts.db, pass, id)) ?? refuse('statement_unknown');
    if (ending === '.csv') return answerCsv(parts, kept);
    const parties = await findParties(parts.db, kept);
    if (ending === '.pdf') return answerPdf(kept, parties);
    return answerHtml(exchange, kept, parties, parts.now());
  });

  const path = `${statementsPath}/{name}/pay` as const;
  servePage(api, { method: 'POST', path, ownOrigins }, async ({ params, exchange }) => {
    const { pass, id } = openedBy(parts, exchange, params.name ?? '');
    return leadTo((await beginPayment(parts, pass, id)).url);
  });
}

/** @throws Refusal `donor_link_invalid`, `donor_link_expired` */
function openedBy(
  { passes }: PayingParts,
  exchange: Exchange,
  name: string,
): { readonly pass: Pass; readonly id: Id<'statement'> } {
  const pass = passes.open('paper', exchange.query.get('pass') ?? '');
  if (typeof pass === 'string') return refuse(passProblems[pass]);
  const id = parse(idSchema('statement'), name);
  // The pass of one statement opens no other.
  if (!id.ok || pass.statementId !== id.value) return refuse('donor_link_invalid');
  return { pass, id: id.value };
}

const standing = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' };
const nothing = "default-src 'none'; frame-ancestors 'none'";

/** How long whoever comes back from paying is told to wait; after that the payment was given up. */
const waitMs = 10 * 60_000;

/** Whether somebody comes from the page on which it is paid, and nothing was heard of that yet. */
function isAwaited(exchange: Exchange, { row, payment }: KeptStatement, ageMs: number): boolean {
  const isOpen = row.state === 'open' && payment !== undefined && payment.state !== 'failed';
  return isOpen && exchange.query.has(comesBack) && ageMs < waitMs;
}

function answerHtml(
  exchange: Exchange,
  kept: KeptStatement,
  parties: StatementParties,
  now: Date,
): Response {
  const { id, state } = kept.row;
  const paper = statementPaper(kept, parties);
  const pass = `pass=${encodeURIComponent(exchange.query.get('pass') ?? '')}`;
  const links = [[paper.words.openCsv, `${id}.csv?${pass}`]] as const;
  const ageMs = now.getTime() - (kept.payment?.created_at ?? now).getTime();
  const isWaiting = isAwaited(exchange, kept, ageMs);
  const canPay = state === 'open' && !isWaiting;
  const html = paperHtml(paper, `${id}.pdf?${pass}`, {
    links,
    ...(canPay && { act: { words: paper.words.pay, action: `${id}/pay?${pass}` } }),
    ...(isWaiting && { wait: waitFor(exchange, parties, ageMs) }),
  });
  return new Response(html, {
    headers: {
      ...standing,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': canPay ? paperPolicyToPay : paperPolicy,
    },
  });
}

/** In the words of a gift that is on its way. */
function waitFor({ query }: Exchange, { language }: StatementParties, ageMs: number) {
  const { thanks } = wordsFor({ asked: language, header: undefined });
  return {
    title: thanks.processing,
    why: thanks.processingWhy,
    afterSeconds: refreshAfter(ageMs),
    address: `?${query}`,
  };
}

async function answerPdf(kept: KeptStatement, parties: StatementParties): Promise<Response> {
  return new Response(await paperPdf(statementPaper(kept, parties)), {
    headers: {
      ...standing,
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${kept.row.id}.pdf"`,
      'Content-Security-Policy': nothing,
    },
  });
}

/** All lines, written as they are read. */
export async function* csvOf(
  { db }: Pick<PayingParts, 'db'>,
  kept: KeptStatement,
): AsyncGenerator<string> {
  const { organization_id: organizationId, livemode, id } = kept.row;
  const context = contextOf(kept);
  // The mark tells spreadsheets that what follows is UTF-8.
  yield `\uFEFF${csvLine(lineColumns)}\r\n`;
  for await (const lines of linePages(db, { organizationId, livemode }, id)) {
    yield lines.map((line) => `${csvLine(lineCells(line, context))}\r\n`).join('');
  }
}

/** Texts as they are asked for. Browsers' types know no `ReadableStream.from`, and end-to-end tests read both. */
function streamOf(texts: AsyncGenerator<string, void>): ReadableStream<string> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await texts.return();
    },
  });
}

function answerCsv(parts: PayingParts, kept: KeptStatement): Response {
  const texts = streamOf(csvOf(parts, kept)).pipeThrough(new TextEncoderStream());
  return new Response(texts, {
    headers: {
      ...standing,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${kept.row.id}.csv"`,
      'Content-Security-Policy': nothing,
    },
  });
}
