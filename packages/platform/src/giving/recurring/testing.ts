/** A monthly gift of a test platform, with hands on it. */
import assert from 'node:assert/strict';
import {
  type CreatedDonation,
  type Details,
  type Donation,
  detailsExample,
  type Id,
  type RecurringGift,
  type testCards,
} from '@kindcart/contract';
import type { TestPlatform } from '../../testing/platform.ts';

type Change =
  | 'changeRecurringGift'
  | 'pauseRecurringGift'
  | 'resumeRecurringGift'
  | 'cancelRecurringGift'
  | 'retryRecurringGift';

export interface Monthly {
  readonly id: Id<'recurringGift'>;
  readonly created: CreatedDonation;
  read(): Promise<RecurringGift>;
  /** Asks for a change and gives what was answered. */
  ask(name: Change, body?: object): Promise<RecurringGift>;
  advance(step: { readonly months: number } | { readonly to: string }): Promise<void>;
  /** Waits until it has so many donations, the last in the state; oldest first. */
  charged(count: number, state: Donation['state']): Promise<Donation[]>;
  /** Waits until it is in the state. */
  isIn(state: RecurringGift['state']): Promise<RecurringGift>;
}

/** Who gives them. */
export const told: Details = { ...detailsExample, email: 'ada@example.org' };

/** Begins one of 50 dollars, paid by the card. */
export async function beginMonthly(
  house: TestPlatform,
  card: (typeof testCards)[keyof typeof testCards],
): Promise<Monthly> {
  const { stage, context } = house;
  const changes = { interval: 'month', details: told } as const;
  const created = await stage.gave(await stage.project(), card, 'succeeded', changes);
  const { donation } = created;
  const whole = await stage.ask('getDonation', { params: { donationId: donation.id } });
  assert.ok(whole.ok && whole.value.recurringGiftId !== null);
  const monthly = monthlyOf(house, created, whole.value.recurringGiftId);
  await context.waitUntil('the monthly gift to begin', async () =>
    (await monthly.read()).state === 'active' ? true : undefined,
  );
  return monthly;
}

/** Hands on one that was begun. */
export function monthlyOf(
  { stage, context }: Pick<TestPlatform, 'stage' | 'context'>,
  created: CreatedDonation,
  id: Id<'recurringGift'>,
): Monthly {
  const params = { recurringGiftId: id };
  const read = async () => {
    const answer = await stage.ask('getRecurringGift', { params });
    assert.ok(answer.ok, answer.text);
    return answer.value;
  };
  const charges = async () => {
    const query = `recurringGiftId=${id}&limit=100`;
    const answer = await stage.ask('listDonations', {}, { query });
    assert.ok(answer.ok, answer.text);
    return answer.value.items.reverse();
  };
  return {
    id,
    created,
    read,
    async ask(name, body) {
      const answer = await stage.ask(name, { params, ...(body !== undefined && { body }) });
      assert.ok(answer.ok, answer.text);
      return answer.value;
    },
    async advance(step) {
      const answer = await stage.ask('advanceSandboxClock', { body: step });
      assert.ok(answer.ok, answer.text);
    },
    charged: (count, state) =>
      context.waitUntil(`${count} charges, the last ${state}`, async () => {
        const found = await charges();
        return found.length === count && found.at(-1)?.state === state ? found : undefined;
      }),
    isIn: (state) =>
      context.waitUntil(`the monthly gift to be ${state}`, async () => {
        const gift = await read();
        return gift.state === state ? gift : undefined;
      }),
  };
}
