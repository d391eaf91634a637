/** What is promised of donations. */
import { adoptionExample } from '../../forest/adoption.ts';
import { detailsExample, detailsSchema } from '../../giving/details.ts';
import { donationExample } from '../../giving/donation.ts';
import { projectExample } from '../../giving/project.ts';
import { grossUp } from '../../money/fee.ts';
import { testCards } from '../../payments.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds, matches } from '../check.ts';
import { donationBody, type Stage, usd } from '../stage.ts';
import { holdPlace } from './adoptions.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { donationId: donationExample.id } };

/** Longer than a declined card is held against anybody. */
const forgottenAfterMs = 15 * 60_000;

/**
 * A page at which so many cards are declined gives no more, a server goes on, and after a while so
 * does the page.
 */
async function heldUp(
  stage: Stage,
  declines: number,
  code: 'proof_required' | 'giving_paused',
): Promise<void> {
  const project = await stage.project();
  const { origin, keys } = stage.context;
  const page = { key: keys.publishable, headers: { Origin: origin } };
  const begun = [];
  while (begun.length < declines) begun.push(await stage.begin(project, {}, page));
  for (const created of begun) await stage.pay(created, testCards.declined);
  const body = donationBody(project);
  const problem = await stage.context.waitUntil(`${code} to be answered`, async () => {
    const answer = await stage.ask('createDonation', { body }, page);
    return !answer.ok && answer.problem.code === code ? { ...answer.problem, answer } : undefined;
  });
  if (code === 'proof_required') holds(problem.challenge !== undefined, 'no challenge came along');
  else matches(problem.answer.header('Retry-After'), /^[1-9]\d*$/, 'Retry-After');
  await stage.begin(project);
  await stage.given('advance')(forgottenAfterMs);
  await stage.context.waitUntil('giving to go on', async () => {
    const answer = await stage.ask('createDonation', { body }, page);
    return answer.ok ? true : undefined;
  });
}

export const createDonation: CasesOf<'createDonation'> = {
  happy: [
    {
      name: 'createDonation makes a pending donation and says how to pay it',
      async run(stage) {
        const project = await stage.project();
        const { donation, payment } = await stage.begin(project);
        equal(
          [donation.projectId, donation.state, donation.failureCode, donation.livemode],
          [project.id, 'pending', null, false],
          'donation',
        );
        equal([donation.gift, donation.feeCover], [usd(5_000), usd(0)], 'gift');
        equal([donation.charge, donation.refunded], [usd(5_000), usd(0)], 'charge');
        holds(payment.expiresAt > donation.createdAt, 'there is time to pay');
        equal(payment.livemode, false, 'mode of the payment');
        equal(await stage.readDonation(donation.id), donation, 'the donation when read');
      },
    },
    {
      name: 'createDonation adds what covers the fee exactly, so that the gift stays whole',
      async run(stage) {
        const project = await stage.project();
        for (const amount of [100, 101, 4_999, 5_000, 123_457, 1_000_000]) {
          const { donation } = await stage.begin(project, { gift: usd(amount), coverFee: true });
          equal(donation.charge, grossUp(usd(amount), project.feeSchedule), `charge of ${amount}`);
          const { gift, feeCover, charge } = donation;
          equal(gift.amount + feeCover.amount, charge.amount, 'gift and cover make the charge');
        }
      },
    },
    {
      name: 'createDonation takes the minimum and the maximum themselves',
      async run(stage) {
        const project = await stage.project();
        for (const gift of [project.minimum, project.maximum]) {
          equal((await stage.begin(project, { gift })).donation.gift, gift, 'gift');
        }
      },
    },
    {
      name: 'createDonation from a page of a listed origin takes a publishable key',
      async run(stage) {
        const project = await stage.project();
        const { origin, keys } = stage.context;
        const asPage = { key: keys.publishable, headers: { Origin: origin } };
        equal((await stage.begin(project, {}, asPage)).donation.state, 'pending', 'state');
      },
    },
  ],
  refuses: {
    giving_paused: {
      name: 'createDonation is paused for an address at which many cards were declined',
      needs: ['guard', 'keys', 'clock'],
      run: (stage) => heldUp(stage, 20, 'giving_paused'),
    },
    proof_required: {
      name: 'createDonation asks an address at which some cards were declined for proof of work',
      needs: ['guard', 'keys', 'clock'],
      run: (stage) => heldUp(stage, 5, 'proof_required'),
    },
    project_unknown: {
      name: 'createDonation refuses an id that is no project',
      async run(stage) {
        const asked = stage.ask('createDonation', { body: donationBody(projectExample) });
        await refused(asked, 'project_unknown', 'unknown project');
      },
    },
    project_closed: {
      name: 'createDonation refuses a gift to a project right after it is closed',
      async run(stage) {
        const project = await stage.project();
        await stage.begin(project);
        await granted(stage.ask('closeProject', { params: { projectId: project.id } }));
        const asked = stage.ask('createDonation', { body: donationBody(project) });
        await refusedField(asked, 'project_closed', 'projectId', 'closed project');
      },
    },
    currency_mismatch: {
      name: "createDonation refuses a currency that is not the project's",
      async run(stage) {
        const gift = { amount: 5_000, currency: 'EUR' };
        const body = donationBody(await stage.project(), { gift });
        const asked = stage.ask('createDonation', { body });
        await refusedField(asked, 'currency_mismatch', 'gift.currency', 'euros');
      },
    },
    amount_too_small: {
      name: 'createDonation refuses one unit below the minimum',
      async run(stage) {
        const body = donationBody(await stage.project(), { gift: usd(99) });
        const asked = stage.ask('createDonation', { body });
        await refusedField(asked, 'amount_too_small', 'gift.amount', '99 cents');
      },
    },
    amount_too_large: {
      name: 'createDonation refuses one unit above the maximum',
      async run(stage) {
        const body = donationBody(await stage.project(), { gift: usd(1_000_001) });
        const asked = stage.ask('createDonation', { body });
        await refusedField(asked, 'amount_too_large', 'gift.amount', '10,000.01 dollars');
      },
    },
    adoption_unknown: {
      name: 'createDonation refuses to pay for an adoption that is none',
      async run(stage) {
        const body = donationBody(await stage.project(), { adoptionId: adoptionExample.id });
        await refused(stage.ask('createDonation', { body }), 'adoption_unknown', 'unknown id');
      },
    },
    adoption_over: {
      name: 'createDonation refuses to pay for an adoption that was given back',
      async run(stage) {
        const { adoption, project } = await holdPlace(stage);
        const params = { adoptionId: adoption.id };
        await granted(stage.ask('releaseAdoption', { params }));
        const body = donationBody(project, { gift: adoption.price, ...params });
        const asked = stage.ask('createDonation', { body });
        await refusedField(asked, 'adoption_over', 'adoptionId', 'released');
      },
    },
    adoption_mismatch: {
      name: 'createDonation refuses a gift that is not what the share of a tree costs',
      async run(stage) {
        const { adoption, project } = await holdPlace(stage);
        const { id: adoptionId, price: gift } = adoption;
        const another = await stage.project();
        const wishes = {
          'gift.amount': donationBody(project, { adoptionId, gift: usd(gift.amount + 1) }),
          projectId: donationBody(another, { adoptionId, gift }),
          interval: donationBody(project, {
            adoptionId,
            gift,
            interval: 'month',
            details: detailsExample,
          }),
        };
        for (const [field, body] of Object.entries(wishes)) {
          const asked = stage.ask('createDonation', { body });
          await refusedField(asked, 'adoption_mismatch', field, `another ${field}`);
        }
      },
    },
    payments_unavailable: {
      name: 'createDonation refuses a live gift while no live provider is set up',
      needs: ['tenants'],
      async run(stage) {
        const key = stage.given('live').secret;
        const project = await stage.project({}, { key });
        equal(project.livemode, true, 'mode of the project');
        const asked = stage.ask('createDonation', { body: donationBody(project) }, { key });
        await refused(asked, 'payments_unavailable', 'live gift');
      },
    },
  },
};

export const listDonations: CasesOf<'listDonations'> = {
  happy: [
    {
      name: 'listDonations pages through the donations of a project, newest first',
      async run(stage) {
        const [project, another] = [await stage.project(), await stage.project()];
        const made: string[] = [];
        for (let count = 0; count < 3; count += 1) {
          await stage.begin(another);
          made.unshift((await stage.begin(project)).donation.id);
        }
        const query = `projectId=${project.id}&limit=2`;
        const first = await granted(stage.ask('listDonations', {}, { query }));
        const more = `${query}&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listDonations', {}, { query: more }));
        const pages = [first, second].map(({ items }) => items.map((donation) => donation.id));
        equal(pages, [made.slice(0, 2), made.slice(2)], 'pages');
        equal(second.nextCursor, null, 'cursor after the last page');
      },
    },
  ],
  refuses: {},
};

export const getDonation: CasesOf<'getDonation'> = {
  happy: [
    {
      name: 'getDonation tells the charity who gave, and how it was paid',
      async run(stage) {
        const project = await stage.project();
        const told = { donorName: '林晓', anonymous: true, message: 'For the taps.' };
        const created = await stage.begin(project, told);
        const params = { donationId: created.donation.id };
        const donation = await granted(stage.ask('getDonation', { params }));
        const { donorName, anonymous, message, moderation, details, ...rest } = donation;
        const { provider, paymentReference, disputed, recurringGiftId, ...status } = rest;
        equal(disputed, { amount: 0, currency: 'USD' }, 'what a bank took back');
        equal([status.interval, recurringGiftId], [null, null], 'what comes again');
        equal({ donorName, anonymous, message }, told, 'the person');
        equal(moderation, null, 'what the charity decided');
        equal(details, null, 'what was not told');
        equal(
          [provider, paymentReference],
          [created.payment.provider, created.payment.reference],
          'the payment',
        );
        equal(status, created.donation, 'the rest');
      },
    },
    {
      name: 'getDonation tells the charity what the donor told beside the gift, as it was told',
      async run(stage) {
        const told = { ...detailsExample, email: 'Grace@Example.org' };
        const created = await stage.begin(await stage.project(), { details: told });
        const params = { donationId: created.donation.id };
        const { details } = await granted(stage.ask('getDonation', { params }));
        equal(details, told, 'details');
        const { items } = await granted(stage.ask('listDonations', {}, { query: 'limit=1' }));
        equal(items[0]?.details, told, 'details in the list');
      },
    },
    {
      name: 'getDonation tells of no details where all of them were left empty',
      async run(stage) {
        const details = Object.fromEntries(Object.keys(detailsExample).map((key) => [key, null]));
        const body = {
          ...donationBody(await stage.project()),
          details: detailsSchema.parse(details),
        };
        const created = await granted(stage.ask('createDonation', { body }));
        const params = { donationId: created.donation.id };
        equal((await granted(stage.ask('getDonation', { params }))).details, null, 'details');
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'getDonation refuses an id that is no donation',
      run: async (stage) =>
        void (await refused(stage.ask('getDonation', unknown), 'donation_unknown', 'unknown id')),
    },
  },
};

export const getDonationStatus: CasesOf<'getDonationStatus'> = {
  happy: [
    {
      name: "getDonationStatus tells the donor's page how far it is, and nothing of the person",
      async run(stage) {
        const told = {
          donorName: 'Grace Hopper',
          message: 'A nanosecond',
          details: detailsExample,
        };
        const created = await stage.begin(await stage.project(), told);
        await stage.pay(created, testCards.succeeds);
        const paid = await stage.settled(created, 'succeeded');
        equal(
          { ...paid, updatedAt: '' },
          { ...created.donation, state: 'succeeded', updatedAt: '' },
          'donation',
        );
        const params = { donationId: created.donation.id };
        const key = stage.context.keys.publishable;
        const { text } = await stage.ask(
          'getDonationStatus',
          { params },
          { key, keyInQuery: true },
        );
        holds(!/Grace|nanosecond|donor@example|spring/.test(text), `the person is told: ${text}`);
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'getDonationStatus refuses an id that is no donation',
      async run(stage) {
        await refused(stage.ask('getDonationStatus', unknown), 'donation_unknown', 'unknown id');
      },
    },
  },
};
