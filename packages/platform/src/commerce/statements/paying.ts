/** Begins to pay a statement: no money moves before the provider says that it has. */
import { createHash } from 'node:crypto';
import {
  type Id,
  idOfBytes,
  type StatementPaymentStart,
  statementNumber,
} from '@kindcart/contract';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { StatementPaymentTable } from '../../database/tables/statements.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import type { PaymentProvider, ProviderFor, ProviderNamed } from '../../payments/port.ts';
import { type StatementLinkParts, statementLinks } from './links.ts';
import { findParties, findStatement, type KeptStatement } from './records.ts';
import { statementWords } from './words.ts';

export interface PayingParts extends StatementLinkParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly providerFor: ProviderFor;
  readonly providerNamed: ProviderNamed;
}

type Payment = Selectable<StatementPaymentTable>;

/**
 * Where the statement is paid. Asked again, it is the same payment, unless that has failed for good.
 *
 * @throws Refusal `statement_unknown`, `statement_not_payable`, `payments_unavailable`
 */
export async function beginPayment(
  parts: PayingParts,
  book: Book,
  id: Id<'statement'>,
): Promise<StatementPaymentStart> {
  const { db, now, providerFor } = parts;
  const kept = await findStatement(db, book, id);
  if (kept === undefined) return refuse('statement_unknown');
  if (kept.row.state !== 'open') return refuse('statement_not_payable');
  const provider = providerFor(book.livemode);
  const payment = await db
    .transaction()
    .execute((transaction) => standingPayment(transaction, kept, provider, now()));
  const bills = parts.providerNamed(payment.provider, book.livemode)?.bills;
  if (bills === undefined) return refuse('payments_unavailable');
  const { url } = await bills.start(await billOf(parts, kept, payment));
  return { provider: payment.provider, reference: payment.reference, url };
}

/** The payment that may still be made, or else a new one. Whoever asks at the same time gets the same. */
async function standingPayment(
  transaction: Transaction<Database>,
  { row }: KeptStatement,
  provider: PaymentProvider | undefined,
  now: Date,
): Promise<Payment> {
  const { organization_id, livemode, id: statement_id } = row;
  const locked = await transaction
    .selectFrom('statement')
    .select('state')
    .where('organization_id', '=', organization_id)
    .where('id', '=', statement_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (locked.state !== 'open') return refuse('statement_not_payable');
  const last = await transaction
    .selectFrom('statement_payment')
    .selectAll()
    .where('organization_id', '=', organization_id)
    .where('statement_id', '=', statement_id)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last !== undefined && last.state !== 'failed') return last;
  if (provider?.bills === undefined) return refuse('payments_unavailable');
  const attempt = (last?.attempt ?? 0) + 1;
  return transaction
    .insertInto('statement_payment')
    .values({
      organization_id,
      reference: referenceOf(statement_id, attempt),
      livemode,
      statement_id,
      attempt,
      provider: provider.name,
      version: 0,
      state: 'open',
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

function referenceOf(id: Id<'statement'>, attempt: number): Id<'payment'> {
  const digest = createHash('sha256').update(`${id} ${attempt}`).digest();
  return idOfBytes('payment', digest.subarray(0, 16));
}

const dayMs = 24 * 60 * 60_000;
/** In the address of the page, for whoever comes to it from paying. */
export const comesBack = 'paying';

/** How long the address is good; asked for again, it is good for as long again. */
const payWithinMs = 30 * dayMs;

async function billOf(parts: PayingParts, { row, dues }: KeptStatement, payment: Payment) {
  const amounts = dues.filter(({ amount }) => amount > 0);
  const { organization_id: organizationId, livemode, currency } = row;
  const { merchantName: name, language, email } = await findParties(parts.db, { row });
  const { roundUps } = statementWords(language);
  const page = statementLinks(parts, row, payWithinMs).html;
  const number = statementNumber(row.year, row.number, livemode);
  return {
    organizationId,
    livemode,
    reference: payment.reference,
    payer: { merchantId: row.merchant_id, name, email },
    number,
    charge: { amount: row.total_amount, currency },
    items: amounts.map(({ kind, title, amount }) => ({
      description: kind === 'pledge' ? title : `${title}. ${roundUps}`,
      amount: { amount, currency },
    })),
    description: `${name} ${number}`,
    language,
    returnUrl: `${page}&${comesBack}=1`,
    cancelUrl: page,
    expiresAt: new Date(parts.now().getTime() + payWithinMs),
  };
}
