/** A recurring gift that a case has at work, and stops when it is over. */
import type { Details } from '../giving/details.ts';
import type { CreatedDonation, Donation } from '../giving/donation.ts';
import type { Project } from '../giving/project.ts';
import { type RecurringGift, recurringGiftExample } from '../giving/recurring.ts';
import { testCards } from '../payments.ts';
import { granted } from './ask.ts';
import { holds } from './check.ts';
import type { Stage } from './stage.ts';

/** What a donor has to tell so that the gift may come again. */
export const reachable: Details = {
  email: 'ada@example.org',
  language: 'en',
  dedication: null,
  updatesConsent: null,
  cameFrom: null,
};

/** A recurring gift at work, with hands on it. */
export class Standing {
  readonly stage: Stage;
  readonly project: Project;
  readonly created: CreatedDonation;
  readonly id: RecurringGift['id'];
  readonly params: { recurringGiftId: RecurringGift['id'] };

  constructor(stage: Stage, project: Project, created: CreatedDonation, first: Donation) {
    this.stage = stage;
    this.project = project;
    this.created = created;
    this.id = first.recurringGiftId ?? recurringGiftExample.id;
    this.params = { recurringGiftId: this.id };
  }

  read(): Promise<RecurringGift> {
    return granted(this.stage.ask('getRecurringGift', { params: this.params }));
  }

  /** Waits until it is as wanted, and the provider has said so. */
  async is(what: string, wanted: (gift: RecurringGift) => boolean): Promise<RecurringGift> {
    return this.stage.context.waitUntil(`recurring gift to be ${what}`, async () => {
      const gift = await this.read();
      return wanted(gift) && gift.confirmed ? gift : undefined;
    });
  }

  isIn(state: RecurringGift['state']): Promise<RecurringGift> {
    return this.is(state, (gift) => gift.state === state);
  }

  /** Its donations, oldest first. */
  async charges(): Promise<Donation[]> {
    const query = `recurringGiftId=${this.id}&limit=100`;
    const { items } = await granted(this.stage.ask('listDonations', {}, { query }));
    return items.reverse();
  }

  /** Waits until it has so many donations, the last of them in the state. */
  async charged(count: number, state: Donation['state']): Promise<Donation[]> {
    return this.stage.context.waitUntil(`${count} charges, the last ${state}`, async () => {
      const charges = await this.charges();
      return charges.length === count && charges.at(-1)?.state === state ? charges : undefined;
    });
  }

  /** Moves the sandbox's clock to the next charge or try. */
  async reachNextCharge(): Promise<void> {
    const { nextChargeAt } = await this.read();
    holds(nextChargeAt !== null, 'a charge is planned');
    await granted(this.stage.ask('advanceSandboxClock', { body: { to: nextChargeAt } }));
  }
}

interface Beginning {
  readonly card?: string;
  readonly interval?: 'month' | 'year';
  readonly coverFee?: boolean;
  readonly email?: string;
}

/** Begins a recurring gift of 50 dollars and pays its first charge. */
export async function begin(stage: Stage, beginning: Beginning = {}): Promise<Standing> {
  const { card = testCards.succeeds, interval = 'month', coverFee = false } = beginning;
  const { email = reachable.email } = beginning;
  const project = await stage.project();
  const created = await stage.gave(project, card, 'succeeded', {
    interval,
    coverFee,
    details: { ...reachable, email },
  });
  const standing = new Standing(stage, project, created, await wholeOf(stage, created));
  await standing.isIn('active');
  return standing;
}

function wholeOf(stage: Stage, { donation }: CreatedDonation): Promise<Donation> {
  return granted(stage.ask('getDonation', { params: { donationId: donation.id } }));
}

/** A recurring gift that is at work during the case and cancelled after it. */
export function during(
  beginning: Beginning,
  run: (standing: Standing, stage: Stage) => Promise<void>,
): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const standing = await begin(stage, beginning);
    try {
      await run(standing, stage);
    } finally {
      await stage.ask('cancelRecurringGift', { params: standing.params });
    }
  };
}

/** One that waits for its first payment. */
export async function pending(stage: Stage, email = reachable.email): Promise<Standing> {
  const project = await stage.project();
  const details = { ...reachable, email };
  const created = await stage.begin(project, { interval: 'month', details });
  return new Standing(stage, project, created, await wholeOf(stage, created));
}

export async function cancelled(stage: Stage): Promise<Standing> {
  const standing = await begin(stage);
  await granted(stage.ask('cancelRecurringGift', { params: standing.params }));
  return standing;
}
