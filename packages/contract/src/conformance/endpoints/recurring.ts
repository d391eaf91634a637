/** What is promised of monthly and yearly gifts. Each case stops the gifts that it began. */
import { addMonths } from '../../giving/periods.ts';
import { type RecurringGift, recurringGiftExample } from '../../giving/recurring.ts';
import { testCards } from '../../payments.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { confirmation, type Stage, usd } from '../stage.ts';
import { begin, cancelled, during, pending, reachable, type Standing } from '../standing.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { recurringGiftId: recurringGiftExample.id } };

export const listRecurringGifts: CasesOf<'listRecurringGifts'> = {
  happy: [
    {
      name: 'listRecurringGifts tells of those of a project, and of those in a state',
      run: during({}, async ({ id, project, params }, stage) => {
        const idsOf = async (query: string) => {
          const asked = stage.ask('listRecurringGifts', {}, { query });
          return (await granted(asked)).items.map((gift) => gift.id);
        };
        equal(await idsOf(`projectId=${project.id}`), [id], 'of the project');
        equal(await idsOf(`projectId=${project.id}&state=active`), [id], 'active ones');
        equal(await idsOf(`projectId=${project.id}&state=paused`), [], 'paused ones');
        holds((await idsOf('limit=1')).length === 1, 'newest');
        await granted(stage.ask('cancelRecurringGift', { params }));
        equal(await idsOf(`projectId=${project.id}&state=cancelled`), [id], 'cancelled ones');
      }),
    },
  ],
  refuses: {},
};

export const getRecurringGift: CasesOf<'getRecurringGift'> = {
  happy: [
    {
      name: 'getRecurringGift tells of a gift from before its first payment on',
      async run(stage) {
        const standing = await pending(stage);
        const { created, project } = standing;
        const before = await standing.read();
        equal(
          [before.state, before.projectId, before.firstDonationId, before.nextChargeAt],
          ['pending', project.id, created.donation.id, null],
          'before it is paid',
        );
        equal([before.donorName, before.email], ['Ada Lovelace', reachable.email], 'the donor');
        equal(created.donation.interval, 'month', 'interval of the first donation');
        await stage.pay(created, testCards.succeeds);
        const gift = await standing.isIn('active');
        const { anchorAt, nextChargeAt, card } = gift;
        equal(nextChargeAt, addMonths(new Date(anchorAt), 1).toISOString(), 'next charge');
        equal(card?.last4, '4242', 'card');
        equal([gift.gift, gift.charge], [usd(5_000), usd(5_000)], 'amounts');
        await granted(stage.ask('cancelRecurringGift', { params: standing.params }));
      },
    },
    {
      name: 'getRecurringGift tells of one that nobody paid that it has ended',
      async run(stage) {
        const standing = await pending(stage);
        await stage.pay(standing.created, testCards.declined);
        equal((await standing.isIn('ended')).endedBecause, 'never_paid', 'why');
      },
    },
    {
      name: 'getRecurringGift of a yearly gift plans its charge for a year later',
      run: during({ interval: 'year' }, async (standing) => {
        const { anchorAt, nextChargeAt, interval } = await standing.read();
        equal(interval, 'year', 'interval');
        equal(nextChargeAt, addMonths(new Date(anchorAt), 12).toISOString(), 'next charge');
      }),
    },
  ],
  refuses: {
    recurring_gift_unknown: {
      name: 'getRecurringGift refuses an id that is none',
      async run(stage) {
        await refused(stage.ask('getRecurringGift', unknown), 'recurring_gift_unknown', 'unknown');
      },
    },
  },
};

const raised = { gift: usd(8_000), coverFee: false };

export const changeRecurringGift: CasesOf<'changeRecurringGift'> = {
  happy: [
    {
      name: 'changeRecurringGift counts from the next charge on, and not for those before',
      run: during({}, async (standing, stage) => {
        const { params } = standing;
        const asked = stage.ask('changeRecurringGift', { params, body: raised });
        equal((await granted(asked)).charge, usd(8_000), 'charge as answered');
        await standing.is('confirmed', ({ charge }) => charge.amount === 8_000);
        await standing.reachNextCharge();
        const charges = await standing.charged(2, 'succeeded');
        equal(
          charges.map(({ gift }) => gift.amount),
          [5_000, 8_000],
          'gifts',
        );
      }),
    },
  ],
  refuses: {
    ...stateRefusals('changeRecurringGift', { body: raised }),
    project_closed: {
      name: 'changeRecurringGift refuses while the project is closed',
      async run(stage) {
        const { params, project } = await begin(stage);
        await granted(stage.ask('closeProject', { params: { projectId: project.id } }));
        const answer = await stage.ask('changeRecurringGift', { params, body: raised });
        // It ends right then, and says so once it has.
        const codes = ['project_closed', 'recurring_gift_over'];
        holds(!answer.ok && codes.includes(answer.problem.code), 'closed project');
      },
    },
    currency_mismatch: amountRefusal('currency_mismatch', 'gift.currency', {
      amount: 5_000,
      currency: 'EUR',
    }),
    amount_too_small: amountRefusal('amount_too_small', 'gift.amount', usd(99)),
    amount_too_large: amountRefusal('amount_too_large', 'gift.amount', usd(1_000_001)),
  },
};

function amountRefusal(
  code: 'currency_mismatch' | 'amount_too_small' | 'amount_too_large',
  field: string,
  gift: RecurringGift['gift'],
) {
  return {
    name: `changeRecurringGift refuses with ${code}, and the gift stays as it was`,
    run: during({}, async (standing, stage) => {
      const body = { gift, coverFee: false };
      const asked = stage.ask('changeRecurringGift', { params: standing.params, body });
      await refusedField(asked, code, field, code);
      equal((await standing.read()).gift, usd(5_000), 'gift');
    }),
  };
}

type Changing =
  | 'changeRecurringGift'
  | 'pauseRecurringGift'
  | 'resumeRecurringGift'
  | 'retryRecurringGift'
  | 'replaceRecurringGiftCard';

/** What every change is refused for alike. */
function stateRefusals(name: Changing, input: { readonly body?: unknown }) {
  const ask = (stage: Stage, { params }: Pick<Standing, 'params'>) =>
    stage.ask(name, { params, ...input });
  return {
    recurring_gift_unknown: {
      name: `${name} refuses an id that is no recurring gift`,
      async run(stage: Stage) {
        await refused(ask(stage, unknown), 'recurring_gift_unknown', 'unknown');
      },
    },
    recurring_gift_not_started: {
      name: `${name} refuses before the first payment`,
      async run(stage: Stage) {
        await refused(ask(stage, await pending(stage)), 'recurring_gift_not_started', 'pending');
      },
    },
    recurring_gift_over: {
      name: `${name} refuses after the gift was cancelled`,
      async run(stage: Stage) {
        await refused(ask(stage, await cancelled(stage)), 'recurring_gift_over', 'cancelled');
      },
    },
  };
}

const dayMs = 24 * 60 * 60 * 1_000;
const untilResumed = { until: null };

export const pauseRecurringGift: CasesOf<'pauseRecurringGift'> = {
  happy: [
    {
      name: 'pauseRecurringGift charges nothing until the day, and goes on by itself after it',
      run: during({}, async (standing, stage) => {
        const { params } = standing;
        const { anchorAt } = await standing.read();
        const until = new Date(addMonths(new Date(anchorAt), 2).getTime() + dayMs).toISOString();
        await granted(stage.ask('pauseRecurringGift', { params, body: { until } }));
        const paused = await standing.isIn('paused');
        equal([paused.pausedBecause, paused.pausedUntil], ['asked', until], 'pause');
        equal(paused.nextChargeAt, null, 'next charge');
        await granted(stage.ask('advanceSandboxClock', { body: { to: until } }));
        const { nextChargeAt } = await standing.isIn('active');
        equal(nextChargeAt, addMonths(new Date(anchorAt), 3).toISOString(), 'next charge');
        equal((await standing.charges()).length, 1, 'charges');
      }),
    },
  ],
  refuses: stateRefusals('pauseRecurringGift', { body: untilResumed }),
};

export const resumeRecurringGift: CasesOf<'resumeRecurringGift'> = {
  happy: [
    {
      name: 'resumeRecurringGift after months charges nothing for the past',
      run: during({}, async (standing, stage) => {
        const { params } = standing;
        await granted(stage.ask('pauseRecurringGift', { params, body: untilResumed }));
        await standing.isIn('paused');
        const { anchorAt } = await standing.read();
        const to = new Date(addMonths(new Date(anchorAt), 5).getTime() + dayMs).toISOString();
        await granted(stage.ask('advanceSandboxClock', { body: { to } }));
        const resumed = await granted(stage.ask('resumeRecurringGift', { params }));
        const again = await granted(stage.ask('resumeRecurringGift', { params }));
        equal([resumed.state, again.state], ['active', 'active'], 'once and twice');
        const { nextChargeAt } = await standing.isIn('active');
        equal(nextChargeAt, addMonths(new Date(anchorAt), 6).toISOString(), 'next charge');
        equal((await standing.charges()).length, 1, 'charges after the pause');
        await standing.reachNextCharge();
        await standing.charged(2, 'succeeded');
      }),
    },
  ],
  refuses: stateRefusals('resumeRecurringGift', {}),
};

export const cancelRecurringGift: CasesOf<'cancelRecurringGift'> = {
  happy: [
    {
      name: 'cancelRecurringGift stops it for good, and twice is the same',
      run: during({}, async (standing, stage) => {
        const { params } = standing;
        const { state, nextChargeAt } = await granted(stage.ask('cancelRecurringGift', { params }));
        equal([state, nextChargeAt], ['cancelled', null], 'as answered');
        equal(
          (await granted(stage.ask('cancelRecurringGift', { params }))).state,
          'cancelled',
          'again',
        );
        await standing.isIn('cancelled');
        await granted(stage.ask('advanceSandboxClock', { body: { months: 3 } }));
        equal((await standing.charges()).length, 1, 'charges');
      }),
    },
    {
      name: 'cancelRecurringGift before the first payment lets no card begin it any more',
      async run(stage) {
        const { created, params } = await pending(stage);
        const answer = await granted(stage.ask('cancelRecurringGift', { params }));
        equal(answer.state, 'cancelled', 'state');
        const paying = confirmation(created, testCards.succeeds);
        await refused(stage.ask('confirmSandboxPayment', paying), 'payment_closed', 'late card');
      },
    },
  ],
  refuses: {
    recurring_gift_unknown: {
      name: 'cancelRecurringGift refuses an id that is none',
      async run(stage) {
        const asked = stage.ask('cancelRecurringGift', unknown);
        await refused(asked, 'recurring_gift_unknown', 'unknown');
      },
    },
  },
};

export const retryRecurringGift: CasesOf<'retryRecurringGift'> = {
  happy: [
    {
      name: 'retryRecurringGift tries a failed charge once more than time would have',
      run: during({ card: testCards.renewalsDeclined }, async (standing, stage) => {
        await standing.reachNextCharge();
        const failed = await standing.isIn('past_due');
        equal([failed.retriesLeft, failed.failureCode], [3, 'card_declined'], 'after the first');
        await granted(stage.ask('retryRecurringGift', { params: standing.params }));
        await standing.is('tried again', ({ retriesLeft }) => retriesLeft === 2);
        equal((await standing.charged(2, 'failed')).length, 2, 'one donation for the period');
      }),
    },
  ],
  refuses: {
    ...stateRefusals('retryRecurringGift', {}),
    recurring_gift_nothing_due: {
      name: 'retryRecurringGift refuses while no charge is outstanding',
      run: during({}, async ({ params }, stage) => {
        const asked = stage.ask('retryRecurringGift', { params });
        await refused(asked, 'recurring_gift_nothing_due', 'paid');
      }),
    },
  },
};

/** Gives another card, as the donor's page would. */
async function giveCard({ stage, params }: Standing, number: string): Promise<void> {
  const start = await granted(stage.ask('replaceRecurringGiftCard', { params }));
  equal(start.recurringGiftId, params.recurringGiftId, 'whose card');
  const { reference, clientSecret } = start.payment;
  const card = { number, expiry: '12/89', cvc: '123' };
  const call = { params: { reference }, body: { clientSecret, card } };
  await granted(stage.ask('confirmSandboxPayment', call));
}

export const replaceRecurringGiftCard: CasesOf<'replaceRecurringGiftCard'> = {
  happy: [
    {
      name: 'replaceRecurringGiftCard lets a failed charge go through at once',
      run: during({ card: testCards.renewalsDeclined }, async (standing) => {
        await standing.reachNextCharge();
        await standing.isIn('past_due');
        await giveCard(standing, testCards.succeeds);
        const gift = await standing.isIn('active');
        equal([gift.failureCode, gift.card?.last4], [null, '4242'], 'failure and card');
        await standing.charged(2, 'succeeded');
      }),
    },
    {
      name: 'replaceRecurringGiftCard changes the card of the next charge, and charges nothing',
      run: during({}, async (standing) => {
        await giveCard(standing, testCards.refundFailsLater);
        await standing.is('of the new card', ({ card }) => card?.last4 === '5126');
        equal((await standing.charges()).length, 1, 'charges');
      }),
    },
  ],
  refuses: stateRefusals('replaceRecurringGiftCard', {}),
};

export const advanceSandboxClock: CasesOf<'advanceSandboxClock'> = {
  happy: [
    {
      name: 'advanceSandboxClock over three months brings three gifts, one for each',
      run: during({ coverFee: true }, async (standing, stage) => {
        await granted(stage.ask('advanceSandboxClock', { body: { months: 3 } }));
        const charges = await standing.charged(4, 'succeeded');
        // The gift's own word may come after those on its charges.
        const { charge } = await standing.is(
          'charged next after four months',
          ({ anchorAt, nextChargeAt }) =>
            nextChargeAt === addMonths(new Date(anchorAt), 4).toISOString(),
        );
        equal(
          charges.map((donation) => donation.charge),
          charges.map(() => charge),
          'charges',
        );
        const { totals } = await stage.readProject(standing.project.id);
        equal([totals.raised, totals.donations], [usd(20_000), 4], 'totals');
        const [first, ...renewals] = charges;
        for (const { donorName, interval, recurringGiftId } of renewals) {
          equal(
            [donorName, interval, recurringGiftId],
            [first?.donorName, 'month', standing.id],
            'renewal',
          );
        }
      }),
    },
    {
      name: 'advanceSandboxClock past days 3, 5 and 7 of a failure pauses the gift and says why',
      run: during({ card: testCards.renewalsDeclined }, async (standing, stage) => {
        await standing.reachNextCharge();
        await standing.isIn('past_due');
        for (const left of [2, 1]) {
          await standing.reachNextCharge();
          await standing.is(`${left} tries from a pause`, (gift) => gift.retriesLeft === left);
        }
        await standing.reachNextCharge();
        const paused = await standing.isIn('paused');
        equal(
          [paused.pausedBecause, paused.failureCode, paused.nextChargeAt],
          ['payment_failed', 'card_declined', null],
          'pause',
        );
        await granted(stage.ask('advanceSandboxClock', { body: { months: 4 } }));
        equal((await standing.charges()).length, 2, 'charges');
      }),
    },
    {
      name: 'advanceSandboxClock charges nothing for a project that was closed',
      async run(stage) {
        const standing = await begin(stage);
        const params = { projectId: standing.project.id };
        await granted(stage.ask('closeProject', { params }));
        equal((await standing.isIn('ended')).endedBecause, 'project_closed', 'why');
        await granted(stage.ask('advanceSandboxClock', { body: { months: 2 } }));
        equal((await standing.charges()).length, 1, 'charges');
      },
    },
    {
      name: 'advanceSandboxClock refuses neither or both of months and to, and steps too long',
      async run(stage) {
        const { now } = await granted(stage.ask('advanceSandboxClock', { body: { months: 1 } }));
        for (const body of [{}, { months: 1, to: now }, { months: 0 }, { months: 121 }]) {
          const asked = stage.ask('advanceSandboxClock', { body });
          await refusedField(asked, 'request_invalid', 'months', JSON.stringify(body));
        }
        const to = addMonths(new Date(now), 122).toISOString();
        const asked = stage.ask('advanceSandboxClock', { body: { to } });
        await refusedField(asked, 'request_invalid', 'to', 'too far');
      },
    },
  ],
  refuses: {
    clock_in_live_mode: {
      name: 'advanceSandboxClock refuses a live key',
      needs: ['tenants'],
      async run(stage) {
        const { secret: key } = stage.given('live');
        const asked = stage.ask('advanceSandboxClock', { body: { months: 1 } }, { key });
        await refused(asked, 'clock_in_live_mode', 'live key');
      },
    },
    clock_backwards: {
      name: 'advanceSandboxClock refuses a time that is not after its own',
      async run(stage) {
        const { now } = await granted(stage.ask('advanceSandboxClock', { body: { months: 1 } }));
        const to = new Date(Date.parse(now) - dayMs).toISOString();
        const asked = stage.ask('advanceSandboxClock', { body: { to } });
        await refusedField(asked, 'clock_backwards', 'to', 'the day before');
      },
    },
  },
};
