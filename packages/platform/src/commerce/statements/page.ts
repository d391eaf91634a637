/** A statement as a page, as PDF and as CSV, for whoever has its address; and the way to pay it. */
import { type Id, idSchema, type ProblemCode, parse } from '@kindcart/contract';
import { sql } from 'kysely';
import type { Pass } from '../../access/donor-pass.ts';
import { csvLine } from '../../giving/donations/export.ts';
import type { Api } from '../../http/api.ts';
import { route } from '../../http/endpoint.ts';
import type { Exchange } from '../../http/exchange.ts';
import { refuse } from '../../http/refusal.ts';
import { paperHtml, paperPolicy, paperPolicyToPay } from '../../pages/paper/html.ts';
import { paperPdf } from '../../pages/paper/pdf.ts';
import { leadTo, servePage } from '../../pages/serve-page.ts';
import { statementsPath } from './links.ts';
import {
  contextOf,
  lineCells,
  lineColumns,
  type StatementParties,
  statementPaper,
} from './paper.ts';
import { beginPayment, type PayingParts } from './paying.ts';
import { findStatement, type KeptStatement, linePages } from './records.ts';

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
    const parties = await partiesOf(parts, kept);
    return ending === '.pdf' ? answerPdf(kept, parties) : answerHtml(exchange, kept, parties);
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

/** Who owes whom by a statement. */
export async function partiesOf(
  { db }: Pick<PayingParts, 'db'>,
  { row }: KeptStatement,
): Promise<StatementParties> {
  const { rows } = await sql<StatementParties>`
    select merchant.name as "merchantName", merchant.language, organization.name as "organizationName"
    from merchant join organization on organization.id = merchant.organization_id
    where merchant.organization_id = ${row.organization_id} and merchant.id = ${row.merchant_id}`.execute(
    db,
  );
  const [parties] = rows;
  if (parties === undefined) throw new Error(`Statement ${row.id} has no merchant`);
  return parties;
}

const standing = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' };
const nothing = "default-src 'none'; frame-ancestors 'none'";

function answerHtml(exchange: Exchange, kept: KeptStatement, parties: StatementParties): Response {
  const { id, state } = kept.row;
  const paper = statementPaper(kept, parties);
  const { openCsv, pay } = paper.words;
  const pass = `pass=${encodeURIComponent(exchange.query.get('pass') ?? '')}`;
  const act = state === 'open' ? { act: { words: pay, action: `${id}/pay?${pass}` } } : {};
  const links = [[openCsv, `${id}.csv?${pass}`]] as const;
  return new Response(paperHtml(paper, `${id}.pdf?${pass}`, { links, ...act }), {
    headers: {
      ...standing,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': state === 'open' ? paperPolicyToPay : paperPolicy,
    },
  });
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

function answerCsv(parts: PayingParts, kept: KeptStatement): Response {
  const texts = ReadableStream.from(csvOf(parts, kept)).pipeThrough(new TextEncoderStream());
  return new Response(texts, {
    headers: {
      ...standing,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${kept.row.id}.csv"`,
      'Content-Security-Policy': nothing,
    },
  });
}
