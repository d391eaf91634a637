/** What is promised of monthly and yearly gifts on the donor's own page. */
import { addMonths } from '../../giving/periods.ts';
import { recurringGiftExample } from '../../giving/recurring.ts';
import { testCards } from '../../payments.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { type Stage, usd } from '../stage.ts';
import { begin, pending, type Standing } from '../standing.ts';
import type { CasesOf } from './cases-of.ts';
import { newEmail, visit } from './donors.ts';

type Visitor = Awaited<ReturnType<typeof visit>>;
type Beginning = Omit<NonNullable<Parameters<typeof begin>[1]>, 'email'>;

interface Scene {
  readonly stage: Stage;
  readonly standing: Standing;
  readonly visitor: Visitor;
}

/** A donor on the own page, with a gift that is cancelled after the case. */
function visiting(
  run: (scene: Scene) => Promise<void>,
  beginning: Beginning = {},
): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const email = newEmail();
    const standing = await begin(stage, { ...beginning, email });
    try {
      await run({ stage, standing, visitor: await visit(stage, email) });
    } finally {
      await stage.ask('cancelRecurringGift', { params: standing.params });
    }
  };
}

export const listDonorRecurringGifts: CasesOf<'listDonorRecurringGifts'> = {
  happy: [
    {
      name: "listDonorRecurringGifts tells of the donor's own gifts, with their project, and of no others",
      needs: ['mail'],
      run: visiting(async ({ stage, standing, visitor }) => {
        const other = await begin(stage, { email: newEmail() });
        const { items } = await granted(stage.ask('listDonorRecurringGifts', {}, visitor));
        equal(
          items.map(({ id, state }) => [id, state]),
          [[standing.id, 'active']],
          'gifts',
        );
        const { title, minimum, maximum, feeSchedule } = standing.project;
        equal(items[0]?.project, { title, minimum, maximum, feeSchedule }, 'project');
        await stage.ask('cancelRecurringGift', { params: other.params });
      }),
    },
    {
      name: 'listDonorRecurringGifts keeps what was cancelled, and pages',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        const first = await begin(stage, { email });
        await granted(stage.ask('cancelRecurringGift', { params: first.params }));
        const second = await begin(stage, { email });
        const visitor = await visit(stage, email);
        const page = (query: string) =>
          granted(stage.ask('listDonorRecurringGifts', {}, { ...visitor, query }));
        const { items, nextCursor } = await page('limit=1');
        const rest = await page(`limit=1&cursor=${nextCursor}`);
        equal(
          [...items, ...rest.items].map(({ id, state }) => [id, state]),
          [
            [second.id, 'active'],
            [first.id, 'cancelled'],
          ],
          'gifts',
        );
        equal(rest.nextCursor, null, 'cursor of the last page');
        await stage.ask('cancelRecurringGift', { params: second.params });
      },
    },
  ],
  refuses: {},
};

const raised = { gift: usd(8_000), coverFee: false };

type Changing =
  | 'changeDonorRecurringGift'
  | 'pauseDonorRecurringGift'
  | 'resumeDonorRecurringGift'
  | 'cancelDonorRecurringGift'
  | 'replaceDonorRecurringGiftCard';

/** The gift of somebody else is as unknown as one that is none. */
function unknownTo(name: Changing, input: { readonly body?: unknown } = {}) {
  return {
    name: `${name} knows neither what is no recurring gift nor those of others`,
    needs: ['mail'] as const,
    run: visiting(async ({ stage, visitor }) => {
      const other = await begin(stage, { email: newEmail() });
      const before = await other.read();
      for (const recurringGiftId of [other.id, recurringGiftExample.id]) {
        const asked = stage.ask(name, { params: { recurringGiftId }, ...input }, visitor);
        await refused(asked, 'recurring_gift_unknown', recurringGiftId);
      }
      equal(await other.read(), before, "the other's gift");
      await stage.ask('cancelRecurringGift', { params: other.params });
    }),
  };
}

function stateRefusals(
  name: Exclude<Changing, 'cancelDonorRecurringGift'>,
  input: { readonly body?: unknown } = {},
) {
  return {
    recurring_gift_unknown: unknownTo(name, input),
    recurring_gift_not_started: {
      name: `${name} refuses before the first payment`,
      needs: ['mail'] as const,
      async run(stage: Stage) {
        const email = newEmail();
        const paid = await begin(stage, { email });
        const visitor = await visit(stage, email);
        const { params } = await pending(stage, email);
        const asked = stage.ask(name, { params, ...input }, visitor);
        await refused(asked, 'recurring_gift_not_started', 'pending');
        await stage.ask('cancelRecurringGift', { params: paid.params });
      },
    },
    recurring_gift_over: {
      name: `${name} refuses after the gift was cancelled`,
      needs: ['mail'] as const,
      run: visiting(async ({ stage, standing: { params }, visitor }) => {
        await granted(stage.ask('cancelRecurringGift', { params }));
        const asked = stage.ask(name, { params, ...input }, visitor);
        await refused(asked, 'recurring_gift_over', 'cancelled');
      }),
    },
  };
}

export const changeDonorRecurringGift: CasesOf<'changeDonorRecurringGift'> = {
  happy: [
    {
      name: 'changeDonorRecurringGift answers the next charge, and the charity reads the same',
      needs: ['mail'],
      run: visiting(async ({ stage, standing, visitor }) => {
        const { params } = standing;
        const asked = stage.ask('changeDonorRecurringGift', { params, body: raised }, visitor);
        equal((await granted(asked)).charge, usd(8_000), 'charge as answered');
        await standing.is('changed', ({ charge }) => charge.amount === 8_000);
      }),
    },
  ],
  refuses: {
    ...stateRefusals('changeDonorRecurringGift', { body: raised }),
    project_closed: {
      name: 'changeDonorRecurringGift refuses while the project is closed',
      needs: ['mail'],
      run: visiting(async ({ stage, standing: { params, project }, visitor }) => {
        await granted(stage.ask('closeProject', { params: { projectId: project.id } }));
        const input = { params, body: raised };
        const answer = await stage.ask('changeDonorRecurringGift', input, visitor);
        const codes = ['project_closed', 'recurring_gift_over'];
        holds(!answer.ok && codes.includes(answer.problem.code), 'closed project');
      }),
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
  gift: ReturnType<typeof usd>,
) {
  return {
    name: `changeDonorRecurringGift refuses with ${code}, and the gift stays as it was`,
    needs: ['mail'] as const,
    run: visiting(async ({ stage, standing, visitor }) => {
      const input = { params: standing.params, body: { gift, coverFee: false } };
      await refusedField(stage.ask('changeDonorRecurringGift', input, visitor), code, field, code);
      equal((await standing.read()).gift, usd(5_000), 'gift');
    }),
  };
}

export const pauseDonorRecurringGift: CasesOf<'pauseDonorRecurringGift'> = {
  happy: [
    {
      name: 'pauseDonorRecurringGift charges nothing until the day',
      needs: ['mail'],
      run: visiting(async ({ stage, standing, visitor }) => {
        const { params } = standing;
        const { nextChargeAt, anchorAt } = await standing.read();
        const until = addMonths(new Date(nextChargeAt ?? anchorAt), 1).toISOString();
        const asked = stage.ask('pauseDonorRecurringGift', { params, body: { until } }, visitor);
        const paused = await granted(asked);
        equal(
          [paused.state, paused.pausedBecause, paused.pausedUntil, paused.nextChargeAt],
          ['paused', 'asked', until, null],
          'as answered',
        );
        await standing.isIn('paused');
      }),
    },
  ],
  refuses: stateRefusals('pauseDonorRecurringGift', { body: { until: null } }),
};

export const resumeDonorRecurringGift: CasesOf<'resumeDonorRecurringGift'> = {
  happy: [
    {
      name: 'resumeDonorRecurringGift lets it go on, and twice is the same',
      needs: ['mail'],
      run: visiting(async ({ stage, standing, visitor }) => {
        const { params } = standing;
        const { nextChargeAt } = await standing.read();
        const body = { until: null };
        await granted(stage.ask('pauseDonorRecurringGift', { params, body }, visitor));
        await standing.isIn('paused');
        const first = await granted(stage.ask('resumeDonorRecurringGift', { params }, visitor));
        const again = await granted(stage.ask('resumeDonorRecurringGift', { params }, visitor));
        equal([first.state, again.state], ['active', 'active'], 'once and twice');
        equal((await standing.isIn('active')).nextChargeAt, nextChargeAt, 'next charge');
      }),
    },
  ],
  refuses: stateRefusals('resumeDonorRecurringGift'),
};

export const cancelDonorRecurringGift: CasesOf<'cancelDonorRecurringGift'> = {
  happy: [
    {
      name: 'cancelDonorRecurringGift stops it for good with no reason given, and twice is the same',
      needs: ['mail'],
      run: visiting(async ({ stage, standing, visitor }) => {
        const { params } = standing;
        const first = await granted(stage.ask('cancelDonorRecurringGift', { params }, visitor));
        const again = await granted(stage.ask('cancelDonorRecurringGift', { params }, visitor));
        equal([first.state, again.state], ['cancelled', 'cancelled'], 'once and twice');
        equal(first.nextChargeAt, null, 'next charge');
        await standing.isIn('cancelled');
      }),
    },
  ],
  refuses: { recurring_gift_unknown: unknownTo('cancelDonorRecurringGift') },
};

/** Longer than a declined card is held against anybody. */
const forgottenAfterMs = 15 * 60_000;

/** Lets a donor's page try so many cards, which then begins no other, until some time has passed. */
function heldUp(declines: number, code: 'proof_required' | 'giving_paused') {
  return visiting(async ({ stage, standing, visitor }) => {
    const { params } = standing;
    const ask = () => stage.ask('replaceDonorRecurringGiftCard', { params }, visitor);
    const begun = [];
    while (begun.length < declines) begun.push(await granted(ask()));
    for (const { payment } of begun) {
      const { reference, clientSecret } = payment;
      const card = { number: testCards.insufficientFunds, expiry: '12/39', cvc: '123' };
      const given = { params: { reference }, body: { clientSecret, card } };
      const { state, failureCode } = await granted(stage.ask('confirmSandboxPayment', given));
      equal([state, failureCode], ['failed', 'card_declined'], 'what the page hears');
    }
    const problem = await stage.context.waitUntil(`${code} to be answered`, async () => {
      const answer = await ask();
      return !answer.ok && answer.problem.code === code ? answer.problem : undefined;
    });
    equal(problem.challenge !== undefined, code === 'proof_required', 'challenge');
    equal((await standing.read()).card?.last4, '4242', 'card');
    await stage.given('advance')(forgottenAfterMs);
    await stage.context.waitUntil('cards to be taken again', async () =>
      (await ask()).ok ? true : undefined,
    );
  });
}

export const replaceDonorRecurringGiftCard: CasesOf<'replaceDonorRecurringGiftCard'> = {
  happy: [
    {
      name: 'replaceDonorRecurringGiftCard lets the donor give a card that pays what was outstanding',
      needs: ['mail'],
      run: visiting(
        async ({ stage, standing, visitor }) => {
          const { params } = standing;
          await standing.reachNextCharge();
          await standing.isIn('past_due');
          const started = await granted(
            stage.ask('replaceDonorRecurringGiftCard', { params }, visitor),
          );
          equal(started.recurringGiftId, standing.id, 'gift');
          const { reference, clientSecret } = started.payment;
          const card = { number: testCards.succeeds, expiry: '12/39', cvc: '123' };
          const paying = { params: { reference }, body: { clientSecret, card } };
          await granted(stage.ask('confirmSandboxPayment', paying));
          const mended = await standing.isIn('active');
          equal(mended.card?.last4, '4242', 'card');
          await standing.charged(2, 'succeeded');
        },
        { card: testCards.renewalsDeclined },
      ),
    },
  ],
  refuses: {
    ...stateRefusals('replaceDonorRecurringGiftCard'),
    proof_required: {
      name: 'replaceDonorRecurringGiftCard asks for proof of work where some cards were declined',
      needs: ['mail', 'guard', 'clock'],
      run: heldUp(5, 'proof_required'),
    },
    giving_paused: {
      name: 'replaceDonorRecurringGiftCard is paused for an address at which many cards were declined',
      needs: ['mail', 'guard', 'clock'],
      run: heldUp(20, 'giving_paused'),
    },
  },
};
