/** Receipts: issued on demand, and shown as pages and PDF to whoever has their address. */
import { type Id, idSchema, type ProblemCode, parse } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Pass } from '../../access/donor-pass.ts';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { type RouteCall, route, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { paperHtml, paperPolicy } from '../../pages/paper/html.ts';
import type { Paper } from '../../pages/paper/paper.ts';
import { paperPdf } from '../../pages/paper/pdf.ts';
import type { PayerOf } from '../../payments/port.ts';
import { findDonor, listGiftsInYear, listYears } from '../donors/records.ts';
import { type IssueParts, issueReceipt } from './issue.ts';
import { receiptPaper, yearPaper } from './paper.ts';
import { papersPath } from './papers.ts';
import { findReceipt, listReceipts } from './records.ts';

export interface ReceiptParts extends IssueParts {
  readonly now: () => Date;
  readonly payerOf: PayerOf;
}

/** Hangs them on the house. */
export function registerReceipts(api: Api, parts: ReceiptParts): void {
  const { db } = parts;

  serve(api, 'createReceipt', async ({ params, caller }) => {
    const { donationId } = params;
    if (!(await isDonation(db, caller, donationId))) refuse('donation_unknown');
    return issueReceipt(parts, caller, donationId);
  });

  serve(api, 'getReceiptLink', async ({ params, body }) => {
    const { reference } = params;
    const payer = await parts.payerOf(reference, body.clientSecret);
    const gift = payer === null ? undefined : await findGift(db, payer, reference);
    if (gift === undefined) refuse('payment_unknown');
    const { organization_id: organizationId, livemode, id } = gift;
    return issueReceipt(parts, { organizationId, livemode }, id);
  });

  route(api, { ...open, path: `${papersPath}/{name}` }, (call) =>
    answerPaper(call, (name) => findReceiptPaper(parts, call, name)),
  );
  route(api, { ...open, path: `${papersPath}/years/{name}` }, (call) =>
    answerPaper(call, (name) => findYearPaper(parts, call, name)),
  );
}

const open = { method: 'GET', access: 'open', limited: true } as const;

async function isDonation(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: Id<'donation'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('donation')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

function findGift(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
) {
  return db
    .selectFrom('donation')
    .select(['organization_id', 'livemode', 'id'])
    .where('organization_id', '=', organizationId)
    .where('payment_reference', '=', reference)
    .executeTakeFirst();
}

/** What the pass in the address stands for. @throws Refusal `donor_link_invalid`, `donor_link_expired` */
function passOf({ passes }: ReceiptParts, { exchange }: RouteCall): Pass {
  const pass = passes.open('paper', exchange.query.get('pass') ?? '');
  return typeof pass === 'string' ? refuse(passProblems[pass]) : pass;
}

const passProblems = {
  invalid: 'donor_link_invalid',
  expired: 'donor_link_expired',
} as const satisfies Record<string, ProblemCode>;

async function findReceiptPaper(
  parts: ReceiptParts,
  call: RouteCall,
  name: string,
): Promise<Paper | undefined> {
  const pass = passOf(parts, call);
  const id = parse(idSchema('receipt'), name);
  // The pass of one receipt opens no other.
  if (!id.ok || pass.receiptId !== id.value) refuse('donor_link_invalid');
  const receipt = await findReceipt(parts.db, pass, id.value);
  return receipt === undefined ? undefined : receiptPaper(receipt);
}

async function findYearPaper(
  parts: ReceiptParts,
  call: RouteCall,
  name: string,
): Promise<Paper | undefined> {
  const pass = passOf(parts, call);
  if (pass.emailKey === null || !/^\d{4}$/.test(name)) refuse('donor_link_invalid');
  const donor = { ...pass, emailKey: pass.emailKey };
  const known = await findDonor(parts.db, donor);
  if (known === undefined) return undefined;
  const year = Number.parseInt(name, 10);
  const gifts = await listGiftsInYear(parts.db, donor, year);
  const ids = gifts.map(({ id }) => id);
  const totals = (await listYears(parts.db, donor)).filter((row) => row.year === year);
  return yearPaper({
    year,
    organizationName: known.organizationName,
    language: known.language ?? call.exchange.header('accept-language') ?? null,
    livemode: donor.livemode,
    gifts,
    receipts: await listReceipts(parts.db, donor, ids),
    totals: totals.map(({ total: amount, currency }) => ({ amount, currency })),
    now: parts.now(),
  });
}

/** As a page, or as PDF where the name says so; nothing in between may keep it. */
async function answerPaper(
  { params, exchange }: RouteCall,
  find: (name: string) => Promise<Paper | undefined>,
): Promise<Response> {
  const { name = '' } = params;
  const isPdf = name.endsWith('.pdf');
  const paper = await find(isPdf ? name.slice(0, -4) : name);
  if (paper === undefined) refuse('receipt_unknown');
  const standing = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' };
  if (!isPdf) {
    const pass = encodeURIComponent(exchange.query.get('pass') ?? '');
    return new Response(paperHtml(paper, `${name}.pdf?pass=${pass}`), {
      headers: {
        ...standing,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': paperPolicy,
      },
    });
  }
  return new Response(await paperPdf(paper), {
    headers: {
      ...standing,
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${name}"`,
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    },
  });
}
