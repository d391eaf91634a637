/** Statements of merchants as invoices at Stripe, paid on Stripe's own page of each. */
import type { Id, Money } from '@kindcart/contract';
import type Stripe from 'stripe';
import { refuse } from '../../http/refusal.ts';
import type { BillProvider, BillRequest } from '../port.ts';
import { billKeys } from './bill-rules.ts';
import { type Connection, makeOnce, onAccount, refuseFor } from './connection.ts';
import type { ProviderParts } from './provider.ts';
import * as records from './records.ts';
import { ourMetadata, toStripeAmount } from './rules.ts';

/** Stripe closes nothing by itself: a bill that is late can still be paid. */
const daysUntilDue = 30;

export function createBills(parts: ProviderParts, connection: Connection): BillProvider {
  return {
    async start(request) {
      const { charge, payer } = request;
      const amounts = [charge, ...request.items.map(({ amount }) => amount)];
      if (amounts.some((amount) => toStripeAmount(amount) === null)) refuseBill(charge);
      if (payer.email === null) {
        const detail =
          'Stripe makes no bill for a merchant without an e-mail address. Give it one with changeMerchant (statementEmail), and ask again.';
        refuse('payments_unavailable', { detail });
      }
      const invoice = await findOrMakeInvoice(parts, connection, request).catch((error: unknown) =>
        refuseFor(error, charge.currency, parts.onError),
      );
      const { hosted_invoice_url: url, total, currency } = invoice;
      if (total !== toStripeAmount(charge) || currency.toUpperCase() !== charge.currency) {
        throw new Error(
          `Invoice ${invoice.id} comes to ${total} ${currency}, not to its statement`,
        );
      }
      if (url == null) throw new Error(`Stripe gave ${invoice.id} no page`);
      return { url };
    },
  };
}

function refuseBill({ currency }: Money): never {
  const detail = `Stripe cannot charge these amounts in ${currency}. Pay the charity in another way, and write to whoever runs this platform.`;
  return refuse('payments_unavailable', { detail });
}

/** The one invoice of the payment, final, however often it is asked for and whatever broke in between. */
async function findOrMakeInvoice(
  { db }: ProviderParts,
  { stripe }: Connection,
  request: BillRequest,
): Promise<Stripe.Invoice> {
  const { organizationId, livemode, reference } = request;
  const book = { organizationId, livemode };
  const row = await records.reservePayment(db, book, reference, `bill ${reference}`, {
    via: 'bill',
  });
  const account = onAccount(row.account);
  const id = row.invoice_id ?? (await makeDraft(stripe, row, request));
  await records.keepInvoice(db, row, id);
  const invoice = await stripe.invoices.retrieve(id, {}, account);
  if (invoice.status !== 'draft') return invoice;
  await addItems(stripe, row, invoice, request);
  const options = { idempotencyKey: `kindcart-${reference}-final`, ...account };
  return stripe.invoices.finalizeInvoice(id, { auto_advance: false }, options);
}

/** An invoice with nothing on it. Stripe does nothing with a draft by itself. */
async function makeDraft(
  stripe: Stripe,
  row: records.StripePaymentRow,
  { reference, payer, number, charge }: BillRequest,
): Promise<string> {
  const account = onAccount(row.account);
  const customer = await makeOnce(`kindcart-${reference}-customer`, (idempotencyKey) =>
    stripe.customers.create(
      {
        name: payer.name,
        ...(payer.email !== null && { email: payer.email }),
        metadata: { [billKeys.merchant]: payer.merchantId },
      },
      { idempotencyKey, ...account },
    ),
  );
  const invoice = await makeOnce(`kindcart-${reference}-invoice`, (idempotencyKey) =>
    stripe.invoices.create(
      {
        customer: customer.id,
        currency: charge.currency.toLowerCase(),
        collection_method: 'send_invoice',
        days_until_due: daysUntilDue,
        auto_advance: false,
        pending_invoice_items_behavior: 'exclude',
        description: number,
        metadata: ourMetadata(row),
      },
      { idempotencyKey, ...account },
    ),
  );
  if (invoice.id === undefined) throw new Error('Stripe gave an invoice no id');
  return invoice.id;
}

/** What each project gets, those left out that an earlier try has put on it. */
async function addItems(
  stripe: Stripe,
  row: records.StripePaymentRow,
  { id, customer }: Stripe.Invoice,
  { reference, items }: BillRequest,
): Promise<void> {
  const account = onAccount(row.account);
  const invoice = id ?? '';
  const payer = typeof customer === 'string' ? customer : (customer?.id ?? '');
  const there = await stripe.invoiceItems.list({ invoice, limit: 100 }, account);
  const places = new Set(there.data.map(({ metadata }) => metadata?.[billKeys.place]));
  for (const [place, { description, amount }] of items.entries()) {
    if (places.has(String(place))) continue;
    await makeOnce(`kindcart-${reference}-item-${place}`, (idempotencyKey) =>
      stripe.invoiceItems.create(
        {
          customer: payer,
          invoice,
          amount: toStripeAmount(amount) ?? 0,
          currency: amount.currency.toLowerCase(),
          description,
          metadata: { [billKeys.place]: String(place) },
        },
        { idempotencyKey, ...account },
      ),
    );
  }
}

/** The invoice of a payment as it stands at Stripe. */
export function retrieveBill(
  stripe: Stripe,
  row: Pick<records.StripePaymentRow, 'account' | 'invoice_id'> & {
    readonly reference: Id<'payment'>;
  },
): Promise<Stripe.Invoice> {
  if (row.invoice_id === null) throw new Error(`Nothing of Stripe's is known for ${row.reference}`);
  return stripe.invoices.retrieve(row.invoice_id, {}, onAccount(row.account));
}
