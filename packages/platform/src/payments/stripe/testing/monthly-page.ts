/** A monthly gift that is begun on the hosted page, on Stripe's own page for its first payment. */
import assert from 'node:assert/strict';
import { type Id, periodStart } from '@kindcart/contract';
import { read, submit } from '../../../pages/testing/donor.ts';
import { makeTenant, type Tenant } from '../../../testing/platform.ts';
import type { StripeHouse } from './house.ts';

export interface MonthlyOnPage {
  readonly session: string;
  readonly donationId: Id<'donation'>;
  readonly giftId: Id<'recurringGift'>;
  readonly reference: Id<'payment'>;
  readonly projectId: Id<'project'>;
  /** Where Stripe leads the donor who has paid, as a path. */
  readonly thanks: string;
  /** Bodies of events as they stand now, signed. */
  event(type: string, objectId: string): { body: string; signature: string };
  /** Tells of an object of Stripe's as it stands, at this time. */
  tell(type: string, objectId: string): Promise<void>;
  /** The donations and the gift as the books have them. */
  standing(): Promise<{
    readonly donations: readonly string[];
    readonly state: string;
    readonly ended: string | null;
    readonly anchor: string;
    readonly next: string | null;
    readonly periods: readonly string[];
  }>;
  /** Waits until the donations and the gift are so. */
  stands(donations: readonly string[], state: string): Promise<void>;
  /** When the period of a number begins, counted from when Stripe has the subscription from. */
  period(subscription: string, number: number): Date;
}

/** Fills in the form for 50 dollars a month; the donor is led to Stripe's page and has not paid. */
export async function beginOnPage(house: StripeHouse, tenant?: Tenant): Promise<MonthlyOnPage> {
  const { stripe, clock } = house;
  const { db } = house.database;
  stripe.setClock(clock.nowMs);
  const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
  const { test: keys } = tenant ?? (await makeTenant(house.database, 'Page'));
  const project = await house.stage.project({}, { key: keys.secret });
  const form = await read(await ask(`/give/${project.id}?lang=en`));
  const fields = { amount: '5000', interval: 'month', email: 'ada@example.org' };
  const led = await submit(ask, form, fields);
  assert.equal(led.status, 303, await led.text());
  const session = new URL(led.headers.get('location') ?? '').pathname.slice('/pay/'.length);
  const donation = await db
    .selectFrom('donation')
    .select(['id', 'payment_reference'])
    .where('project_id', '=', project.id)
    .executeTakeFirstOrThrow();
  const gift = await db
    .selectFrom('recurring_gift')
    .select('id')
    .where('first_donation_id', '=', donation.id)
    .executeTakeFirstOrThrow();
  const back = new URL(String(stripe.read(session).success_url));
  const standing = () => standingOf(house, gift.id);
  return {
    session,
    donationId: donation.id,
    giftId: gift.id,
    reference: donation.payment_reference,
    projectId: project.id,
    thanks: back.pathname + back.search,
    event: (type, objectId) => stripe.event(type, objectId, { nowMs: clock.nowMs() }),
    async tell(type, objectId) {
      const { status } = await house.tell(type, objectId, { nowMs: clock.nowMs() });
      assert.equal(status, 200);
    },
    standing,
    async stands(donations, state) {
      await house.context.waitUntil(`${state} with ${donations}`, async () => {
        const now = await standing();
        const isSo = now.state === state && now.donations.join() === donations.join();
        return isSo ? true : undefined;
      });
    },
    period(subscription, number) {
      const anchor = new Date(Number(stripe.read(subscription).billing_cycle_anchor) * 1_000);
      return periodStart(anchor, 'month', number);
    },
  };
}

async function standingOf({ database }: StripeHouse, id: Id<'recurringGift'>) {
  const { db } = database;
  const gift = await db
    .selectFrom('recurring_gift')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const charges = await db
    .selectFrom('recurring_gift_charge as charge')
    .innerJoin('donation', 'donation.id', 'charge.donation_id')
    .select(['charge.period', 'donation.state'])
    .where('charge.recurring_gift_id', '=', id)
    .orderBy('charge.period')
    .execute();
  return {
    donations: charges.map(({ state }) => state),
    state: gift.state,
    ended: gift.ended_because,
    anchor: gift.anchor_at.toISOString(),
    next: gift.next_charge_at?.toISOString() ?? null,
    periods: charges.map(({ period }) => period),
  };
}
