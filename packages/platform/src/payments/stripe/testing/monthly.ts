/** A monthly gift through the stand-in of Stripe, with hands on it at both ends. */
import assert from 'node:assert/strict';
import { type CreateProject, periodStart } from '@kindcart/contract';
import { type Monthly, monthlyOf, told } from '../../../giving/recurring/testing.ts';
import type { StripeHouse } from './house.ts';

export interface MonthlyAtStripe extends Omit<Monthly, 'advance'> {
  readonly subscription: string;
  /** When the period of a number begins; 0 is the first. */
  period(number: number): Date;
  /** The period of the number begins at Stripe and here, which Stripe then tells of; gives its invoice. */
  renew(number: number): Promise<string>;
  /** Tells of an object of Stripe's as it stands, at this time. */
  tell(type: string, objectId: string): Promise<void>;
  /** The house's clock goes on to a moment. */
  goOnTo(time: Date): void;
}

/** Begins one of 50 dollars, which is not paid yet. */
export async function promiseMonthly(
  house: StripeHouse,
  project: Partial<CreateProject> = {},
): Promise<MonthlyAtStripe> {
  const { stage, stripe, clock } = house;
  const { db } = house.database;
  stripe.setClock(clock.nowMs);
  const changes = { interval: 'month', details: told } as const;
  const created = await stage.begin(await stage.project(project), changes);
  const row = await db
    .selectFrom('stripe_recurring')
    .selectAll()
    .where('reference', '=', created.payment.reference)
    .executeTakeFirstOrThrow();
  const subscription = row.subscription_id ?? '';
  const anchor = Number(stripe.read(subscription).billing_cycle_anchor) * 1_000;
  const period = (number: number) => periodStart(new Date(anchor), 'month', number);
  const tell = async (type: string, objectId: string) => {
    const { status } = await house.tell(type, objectId, { nowMs: clock.nowMs() });
    assert.equal(status, 200);
  };
  const goOnTo = (time: Date) => clock.advance(Math.max(0, time.getTime() - clock.nowMs()));
  return {
    ...monthlyOf(house, created, row.id),
    subscription,
    period,
    tell,
    goOnTo,
    async renew(number) {
      goOnTo(period(number));
      const invoice = stripe.renew(subscription, period(number));
      const isPaid = stripe.read(invoice).status === 'paid';
      await tell(isPaid ? 'invoice.paid' : 'invoice.payment_failed', invoice);
      await tell('customer.subscription.updated', subscription);
      return invoice;
    },
  };
}

/** Begins one and pays it. */
export async function beginMonthlyAtStripe(
  house: StripeHouse,
  project: Partial<CreateProject> = {},
): Promise<MonthlyAtStripe> {
  const monthly = await promiseMonthly(house, project);
  const { stage, stripe } = house;
  const invoice = stripe.payFirst(monthly.subscription);
  await monthly.tell('payment_intent.succeeded', stripe.intentOf(invoice));
  await monthly.tell('invoice.paid', invoice);
  await stage.settled(monthly.created, 'succeeded');
  await monthly.isIn('active');
  return monthly;
}

/** Begins one whose second charge was declined. */
export async function declineMonthly(
  house: StripeHouse,
): Promise<{ monthly: MonthlyAtStripe; invoice: string }> {
  const monthly = await beginMonthlyAtStripe(house);
  house.stripe.setCard(monthly.subscription, true);
  const invoice = await monthly.renew(1);
  await monthly.charged(2, 'failed');
  await monthly.isIn('past_due');
  await allHeard(house);
  return { monthly, invoice };
}

/** Resolves when no event on a monthly gift waits to be applied. */
export async function allHeard({ context, database }: StripeHouse): Promise<void> {
  await context.waitUntil('all events on gifts to be applied', async () => {
    const waiting = await database.db
      .selectFrom('outbox')
      .select('id')
      .where('topic', '=', 'stripe.recurring')
      .execute();
    return waiting.length === 0 ? true : undefined;
  });
}
