/** What the stand-in of Stripe knows: its objects, made from Stripe's own published fixtures. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type Facts = Record<string, unknown>;

const kinds = {
  payment_intent: 'pi',
  refund: 're',
  charge: 'ch',
  checkout_session: 'cs_test',
  dispute: 'dp',
  balance_transaction: 'txn',
  event: 'evt',
  customer: 'cus',
  product: 'prod',
  price: 'price',
  subscription: 'sub',
  subscription_item: 'si',
  invoice: 'in',
  invoiceitem: 'ii',
  line_item: 'il',
  invoice_payment: 'inpay',
  setup_intent: 'seti',
  payment_method: 'pm',
} as const;

type Kind = keyof typeof kinds;

const fixtures: Record<Kind, Facts> = JSON.parse(
  readFileSync(new URL('./fixtures.json', import.meta.url), 'utf8'),
);

export function asFacts(value: unknown): Facts {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export const wholeOf = (value: unknown) => Number.parseInt(String(value), 10);

/** An event as it was told, for whoever asks for it later. */
export interface ToldEvent {
  readonly account: string | undefined;
  readonly facts: Facts;
}

/** One request as the platform made it. */
export interface SeenRequest {
  /** `POST /v1/payment_intents` and so on. */
  readonly line: string;
  /** The connected account that it was for. */
  readonly account: string | undefined;
  readonly key: string | undefined;
  readonly form: string;
}

export class World {
  readonly objects = new Map<string, Facts>();
  /** What was answered under each idempotency key. */
  readonly answers = new Map<string, { parameters: string; status: number; body: string }>();
  readonly events: ToldEvent[] = [];
  readonly requests: SeenRequest[] = [];
  /** Stripe's time. */
  nowMs: () => number = Date.now;

  create(kind: Kind, facts: Facts): Facts {
    const own = `${kinds[kind]}_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
    // Of products alone Stripe lets the caller choose the id.
    const id = typeof facts.id === 'string' ? facts.id : own;
    const created = Math.floor(this.nowMs() / 1_000);
    const made = { ...fixtures[kind], created, ...facts, id };
    this.objects.set(id, made);
    return made;
  }

  get(id: string): Facts {
    const found = this.objects.get(id);
    if (found === undefined) throw new Error(`Stripe has no ${id}`);
    return found;
  }

  change(id: string, facts: Facts): void {
    this.objects.set(id, { ...this.get(id), ...facts });
  }

  /** Changes a PaymentIntent; one that succeeds has a charge. */
  changeIntent(id: string, facts: Facts): void {
    this.change(id, facts);
    const { status, latest_charge: charge, amount, currency, metadata } = this.get(id);
    if (status !== 'succeeded' || charge !== null) return;
    const made = this.create('charge', { payment_intent: id, amount, currency, metadata });
    this.change(id, { latest_charge: made.id });
  }

  createIntent(facts: Facts): Facts {
    const { id } = this.create('payment_intent', {
      status: 'requires_payment_method',
      last_payment_error: null,
      amount_received: 0,
      ...facts,
    });
    this.change(String(id), { client_secret: `${id}_secret_${randomUUID()}` });
    return this.get(String(id));
  }

  /** The donor pays on Stripe's page; only then is there a PaymentIntent. */
  paySession(id: string, change: Facts): string {
    const session = this.get(id);
    const intent = this.createIntent({
      amount: session.amount_total,
      currency: session.currency,
      metadata: asFacts(asFacts(session.payment_intent_data).metadata),
    });
    this.changeIntent(String(intent.id), { amount_received: session.amount_total, ...change });
    const isPaid = this.get(String(intent.id)).status === 'succeeded';
    const payment_status = isPaid ? 'paid' : 'unpaid';
    this.change(id, { status: 'complete', payment_status, payment_intent: intent.id });
    return String(intent.id);
  }

  /** The bank of the donor asks for the money back. */
  dispute(intentId: string, facts: Facts): Facts {
    const { latest_charge: charge, amount, currency } = this.get(intentId);
    this.change(String(charge), { disputed: true });
    return this.create('dispute', { payment_intent: intentId, charge, amount, currency, ...facts });
  }

  /** The objects of a kind that belong to a PaymentIntent, newest first as Stripe lists them. */
  of(kind: 'refund' | 'dispute', intentId: string): Facts[] {
    return [...this.objects.values()]
      .filter(({ object, payment_intent }) => object === kind && payment_intent === intentId)
      .reverse();
  }

  count(object: string): number {
    return [...this.objects.values()].filter((it) => it.object === object).length;
  }
}
