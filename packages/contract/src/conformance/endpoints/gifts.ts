/** What is promised of the public face of gifts. */
import type { CreatedDonation } from '../../giving/donation.ts';
import { type Gift, giftExample, largestGiftsMax } from '../../giving/gift.ts';
import { type Project, projectExample } from '../../giving/project.ts';
import { testCards } from '../../payments.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { type Stage, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

/** A page's reading of a project's wall. */
async function wall(stage: Stage, { id }: Project, query = ''): Promise<readonly Gift[]> {
  const options = { key: stage.context.keys.publishable, keyInQuery: true, query };
  const asked = stage.ask('listGifts', { params: { projectId: id } }, options);
  return (await granted(asked)).items;
}

const amounts = (gifts: readonly Gift[]) => gifts.map(({ amount }) => amount.amount);

/** Paid gifts of so many cents, one after the other. */
async function gave(
  stage: Stage,
  project: Project,
  cents: readonly number[],
): Promise<CreatedDonation[]> {
  const made: CreatedDonation[] = [];
  for (const amount of cents) {
    made.push(await stage.gave(project, testCards.succeeds, 'succeeded', { gift: usd(amount) }));
  }
  return made;
}

export const listGifts: CasesOf<'listGifts'> = {
  happy: [
    {
      name: 'listGifts shows a paid gift with the name and message that the donor gave',
      async run(stage) {
        const project = await stage.project();
        const told = { donorName: '林晓', message: 'For the taps.\nAll twelve.', coverFee: true };
        const { donation } = await stage.gave(project, testCards.succeeds, 'succeeded', told);
        const [gift, ...others] = await wall(stage, project);
        const { donorName, message } = told;
        const { gift: amount, createdAt: givenAt } = donation;
        equal({ ...gift, id: '' }, { id: '', amount, donorName, message, givenAt }, 'gift');
        equal(others, [], 'others');
      },
    },
    {
      name: 'listGifts says nothing of who gave anonymously, and nothing that leads to a donation',
      async run(stage) {
        const project = await stage.project();
        const told = { donorName: 'Grace Hopper', anonymous: true, message: 'A nanosecond' };
        const { donation, payment } = await stage.gave(
          project,
          testCards.succeeds,
          'succeeded',
          told,
        );
        const call = { params: { projectId: project.id } };
        const { text } = await stage.ask('listGifts', call);
        holds(!text.includes('Grace'), `the name is told: ${text}`);
        for (const id of [donation.id, payment.reference]) {
          holds(!text.includes(id.slice(-16)), `an id leads to the donation: ${text}`);
        }
        const [gift] = await wall(stage, project);
        equal([gift?.donorName, gift?.message], [null, 'A nanosecond'], 'gift');
      },
    },
    {
      name: 'listGifts shows no gift that is not paid, and none that was given back',
      async run(stage) {
        const project = await stage.project();
        await stage.begin(project);
        await stage.gave(project, testCards.declined, 'failed');
        const [kept, halved, gone] = await gave(stage, project, [1_000, 2_000, 3_000]);
        holds(halved !== undefined && gone !== undefined, 'three gifts were made');
        const refunds = [await stage.refund(halved, usd(500)), await stage.refund(gone, null)];
        for (const refund of refunds) await stage.refunded(refund, 'succeeded');
        await stage.settled(halved, 'partially_refunded');
        await stage.settled(gone, 'refunded');
        equal(kept?.donation.gift, usd(1_000), 'the gift that is kept');
        equal(amounts(await wall(stage, project)), [1_500, 1_000], 'recent');
        equal(amounts(await wall(stage, project, 'order=largest')), [1_500, 1_000], 'largest');
      },
    },
    {
      name: 'listGifts pages through the newest, none twice and none left out, also while gifts come',
      async run(stage) {
        const project = await stage.project();
        await gave(stage, project, [100, 200, 300, 400, 500]);
        const call = { params: { projectId: project.id } };
        const seen: Gift[] = [];
        let cursor: string | null = null;
        do {
          const query: string = cursor === null ? 'limit=2' : `limit=2&cursor=${cursor}`;
          const page = await granted(stage.ask('listGifts', call, { query }));
          seen.push(...page.items);
          if (cursor === null) await gave(stage, project, [600]);
          cursor = page.nextCursor;
        } while (cursor !== null && seen.length < 20);
        equal(amounts(seen), [500, 400, 300, 200, 100], 'pages');
        const again = await wall(stage, project, 'order=recent');
        const ids = (gifts: readonly Gift[]) => gifts.map(({ id }) => id);
        equal(ids(again).slice(1), ids(seen), 'ids when read again');
      },
    },
    {
      name: 'listGifts orders by what is left of each gift, and the largest are one short list',
      async run(stage) {
        const project = await stage.project();
        const [first] = await gave(stage, project, [9_000, 1_000, 3_000, 2_000]);
        holds(first !== undefined, 'a gift was made');
        await stage.refunded(await stage.refund(first, usd(7_500)), 'succeeded');
        await stage.settled(first, 'partially_refunded');
        equal(
          amounts(await wall(stage, project, 'order=largest&limit=3')),
          [3_000, 2_000, 1_500],
          'three',
        );
        const call = { params: { projectId: project.id } };
        const query = 'order=largest&limit=1';
        const page = await granted(stage.ask('listGifts', call, { query }));
        equal([amounts(page.items), page.nextCursor], [[3_000], null], 'one, and no more pages');
      },
    },
    {
      name: 'listGifts takes a cursor with no other order, and no order or cursor that is none',
      async run(stage) {
        const call = { params: { projectId: (await stage.project()).id } };
        for (const [query, field] of [
          [`order=largest&cursor=${giftExample.id}`, 'cursor'],
          ['order=smallest', 'order'],
          ['order=', 'order'],
          ['cursor=1', 'cursor'],
          [`cursor=${projectExample.id}`, 'cursor'],
          ['limit=0', 'limit'],
          ['donorName=Grace', 'donorName'],
        ] as const) {
          const asked = stage.ask('listGifts', call, { query });
          await refusedField(asked, 'request_invalid', field, query);
        }
        for (const query of [`cursor=${giftExample.id}`, 'order=largest&limit=100']) {
          equal((await granted(stage.ask('listGifts', call, { query }))).items, [], query);
        }
      },
    },
    {
      name: `listGifts of the largest holds ${largestGiftsMax} at the most`,
      async run(stage) {
        const project = await stage.project();
        const cents = Array.from({ length: largestGiftsMax + 1 }, (_, place) => 100 + place);
        await gave(stage, project, cents);
        const most = cents.slice(1).reverse();
        equal(amounts(await wall(stage, project, 'order=largest&limit=100')), most, 'largest');
      },
    },
  ],
  refuses: {
    project_unknown: {
      name: 'listGifts refuses an id that is no project',
      async run(stage) {
        const call = { params: { projectId: projectExample.id } };
        await refused(stage.ask('listGifts', call), 'project_unknown', 'unknown id');
      },
    },
  },
};
