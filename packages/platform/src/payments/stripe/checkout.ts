/** Payments on Stripe's own page: a Checkout Session for each, which makes its PaymentIntent when the donor pays. */
import { createHash } from 'node:crypto';
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { PaymentRequest, RedirectPage, RedirectRequest, RedirectStart } from '../port.ts';
import { type Connection, makeOnce, onAccount, refuseFor, refuseGift } from './connection.ts';
import * as records from './records.ts';
import { checkoutLocale, ourMetadata, sessionTimes, toStripeAmount } from './rules.ts';

export interface CheckoutParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newPaymentId: () => Id<'payment'>;
  readonly onError: (name: string, error: unknown) => void;
}

/** Longest name of what is paid for; more is cut off. */
const descriptionMax = 250;

/** The page of one payment; a repeated request gets the page that was handed out first. */
export async function startRedirect(
  parts: CheckoutParts,
  { stripe }: Connection,
  request: RedirectRequest,
): Promise<RedirectStart> {
  const amount = toStripeAmount(request.charge);
  if (amount === null) refuseGift(request.charge.currency);
  const row = await reservePage(parts, request);
  return pageOf(parts, stripe, { row, amount, request }, async () =>
    singleWish(row, amount, request),
  );
}

/** The row of a payment on Stripe's page. @throws Refusal where its key began another kind of payment */
export async function reservePage(
  { db, now, newPaymentId }: CheckoutParts,
  { organizationId, livemode, idempotencyKey, expiresAt }: PaymentRequest,
): Promise<records.StripePaymentRow> {
  const book = { organizationId, livemode };
  const row = await records.reservePayment(db, book, newPaymentId(), idempotencyKey, {
    via: 'page',
    ...sessionTimes(expiresAt, now()),
  });
  return row.via === 'page' ? row : refuse('idempotency_key_reused');
}

/** What a page is for, and the charge in Stripe's units. */
interface PageWish {
  readonly row: records.StripePaymentRow;
  readonly amount: number;
  readonly request: PaymentRequest;
}

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** The one page of the row, made as wished where it has none. */
export async function pageOf(
  { db, onError }: CheckoutParts,
  stripe: Stripe,
  { row, amount, request: { charge } }: PageWish,
  wishFor: () => Promise<SessionParams>,
): Promise<RedirectStart> {
  const session = await findOrMakeSession(db, stripe, row, wishFor).catch((error: unknown) =>
    refuseFor(error, charge.currency, onError),
  );
  const isSame = session.amount_total === amount && isIn(session.currency, charge.currency);
  if (!isSame) refuse('idempotency_key_reused');
  // What is paid, or whose time is over, has no page any more.
  if (session.url === null) refuse('payment_closed');
  const expiresAt = new Date(session.expires_at * 1_000);
  return { reference: row.reference, url: session.url, expiresAt };
}

const isIn = (stripeCurrency: string | null, currency: string) =>
  stripeCurrency?.toUpperCase() === currency;

/** The one session of the row: of several that were made, as requests broke off, the first that was kept. */
async function findOrMakeSession(
  db: Kysely<Database>,
  stripe: Stripe,
  row: records.StripePaymentRow,
  wishFor: () => Promise<SessionParams>,
): Promise<Stripe.Checkout.Session> {
  const account = onAccount(row.account);
  if (row.session_id !== null) {
    return stripe.checkout.sessions.retrieve(row.session_id, {}, account);
  }
  const wish = await wishFor();
  // A try after a restart may come with another address to return to, and a key stands for one wish.
  const digest = createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 16);
  const made = await makeOnce(`kindcart-${row.reference}-${digest}`, (idempotencyKey) =>
    stripe.checkout.sessions.create(wish, { idempotencyKey, ...account }),
  );
  const kept = await records.keepSession(db, row, made.id);
  return kept === made.id ? made : stripe.checkout.sessions.retrieve(kept, {}, account);
}

/** What every page is asked with. */
export function pageParams(
  row: records.StripePaymentRow,
  { language, returnUrl, cancelUrl }: RedirectPage,
): SessionParams {
  if (row.session_expires_at === null) throw new Error(`Payment ${row.reference} is on no page`);
  return {
    locale: checkoutLocale(language),
    // The donor pays what the donation says, in its currency, or the books would not agree with it.
    adaptive_pricing: { enabled: false },
    client_reference_id: row.reference,
    success_url: returnUrl,
    cancel_url: cancelUrl,
    expires_at: Math.floor(row.session_expires_at.getTime() / 1_000),
  };
}

/** What is paid for, as short as Stripe takes it. */
export function shortened(description: string): string {
  return [...description].slice(0, descriptionMax).join('');
}

function singleWish(
  row: records.StripePaymentRow,
  amount: number,
  request: RedirectRequest,
): SessionParams {
  const metadata = ourMetadata(row);
  return {
    ...pageParams(row, request),
    mode: 'payment',
    submit_type: 'donate',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: request.charge.currency.toLowerCase(),
          unit_amount: amount,
          product_data: { name: shortened(request.description) },
        },
      },
    ],
    metadata,
    payment_intent_data: { metadata },
  };
}
