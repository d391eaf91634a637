/** What is promised of deeds that somebody looks at. */

import { addDays } from '../../deeds/days.ts';
import type { DecideDeed, Deed } from '../../deeds/deed.ts';
import { deedExample } from '../../deeds/deed.ts';
import { granted, refused } from '../ask.ts';
import { equal, fail } from '../check.ts';
import { makeWalker } from '../device.ts';
import { type Stage, usd } from '../stage.ts';
import { openWalk, signedDeed, tellDeeds, type Walk } from '../walk.ts';
import type { CasesOf } from './cases-of.ts';

/** Deeds of four days ago, each by somebody else: nobody believes them as they are. */
async function doubtfulDeeds(stage: Stage, walk: Walk, count: number): Promise<Deed[]> {
  const deeds: Deed[] = [];
  for (let made = 0; made < count; made += 1) {
    const day = addDays(walk.today, -4);
    const walker = await makeWalker(stage);
    const told = { day, quantity: 10_000, counter: 1 };
    const [outcome] = await tellDeeds(stage, await signedDeed(walker, walk, told));
    deeds.push(outcome?.deed ?? fail(`not kept: ${outcome?.refused}`));
  }
  return deeds;
}

function decide(stage: Stage, deed: Pick<Deed, 'id'>, decision: DecideDeed['decision']) {
  const params = { deedId: deed.id };
  return stage.ask('decideDeed', { params, body: { decision, note: 'asked them' } });
}

export const listDeedsUnderReview: CasesOf<'listDeedsUnderReview'> = {
  happy: [
    {
      name: 'listDeedsUnderReview pages through what was kept for a look, until it is decided',
      async run(stage) {
        const walk = await openWalk(stage);
        const deeds = await doubtfulDeeds(stage, walk, 3);
        const read = (query: string) =>
          granted(
            stage.ask(
              'listDeedsUnderReview',
              {},
              { query: `challengeId=${walk.challenge.id}${query}` },
            ),
          );
        const byId = (one: Deed, other: Deed) => (one.id < other.id ? -1 : 1);
        equal((await read('')).items, deeds.sort(byId), 'all');
        const first = await read('&limit=2');
        const rest = await read(`&limit=2&cursor=${first.nextCursor}`);
        equal([...first.items, ...rest.items], deeds, 'pages');
        await granted(decide(stage, deeds[0] ?? fail('three were made'), 'refuse'));
        equal((await read('')).items, deeds.slice(1), 'what is left');
      },
    },
  ],
  refuses: {},
};

export const decideDeed: CasesOf<'decideDeed'> = {
  happy: [
    {
      name: 'decideDeed lets an accepted deed count as far as there is money, and a refused one not',
      async run(stage) {
        const walk = await openWalk(stage, undefined, 150);
        const [one, two, three] = await doubtfulDeeds(stage, walk, 3);
        if (!one || !two || !three) fail('three were made');
        equal([one.state, one.given], ['under_review', usd(0)], 'before');
        const accepted = await granted(decide(stage, one, 'accept'));
        equal([accepted.state, accepted.given], ['counted', usd(100)], 'accepted');
        equal(await granted(decide(stage, one, 'accept')), accepted, 'once more');
        const partly = await granted(decide(stage, two, 'accept'));
        equal([partly.given, partly.limitedBy], [usd(50), 'budget'], 'the rest');
        const denied = await granted(decide(stage, three, 'refuse'));
        equal([denied.state, denied.counted, denied.given], ['refused', 0, usd(0)], 'refused');
        equal((await stage.readProject(walk.project.id)).totals.raised, usd(150), 'raised');
      },
    },
  ],
  refuses: {
    deed_unknown: {
      name: 'decideDeed refuses an id that is no deed',
      async run(stage) {
        await refused(decide(stage, deedExample, 'accept'), 'deed_unknown', 'unknown id');
      },
    },
    deed_decided: {
      name: 'decideDeed refuses to decide otherwise',
      async run(stage) {
        const [deed] = await doubtfulDeeds(stage, await openWalk(stage), 1);
        if (!deed) fail('one was made');
        await granted(decide(stage, deed, 'refuse'));
        await refused(decide(stage, deed, 'accept'), 'deed_decided', 'the other way');
      },
    },
    deed_day_outside: {
      name: 'decideDeed accepts nothing of a day that has not begun, or is no longer one of the challenge',
      async run(stage) {
        const walk = await openWalk(stage);
        const told = { day: addDays(walk.today, 3), quantity: 10_000, counter: 1 };
        const signed = await signedDeed(await makeWalker(stage), walk, told);
        const [outcome] = await tellDeeds(stage, signed);
        const deed = outcome?.deed ?? fail(`not kept: ${outcome?.refused}`);
        await refused(decide(stage, deed, 'accept'), 'deed_day_outside', 'a day to come');
        const params = { challengeId: walk.challenge.id };
        const body = { endsOn: addDays(walk.today, 2) };
        await granted(stage.ask('updateChallenge', { params, body }));
        await refused(decide(stage, deed, 'accept'), 'deed_day_outside', 'after its last day');
        equal((await stage.readProject(walk.project.id)).totals.raised, usd(0), 'raised');
        equal((await granted(decide(stage, deed, 'refuse'))).state, 'refused', 'refused');
      },
    },
    challenge_closed: {
      name: 'decideDeed accepts nothing once what was left is passed on',
      needs: ['clock'],
      async run(stage) {
        const walk = await openWalk(stage, (project) => ({
          endsOn: project.createdAt.slice(0, 10),
        }));
        const [deed] = await doubtfulDeeds(stage, walk, 1);
        if (!deed) fail('one was made');
        await stage.given('advance')(4 * 24 * 60 * 60_000);
        const params = { challengeId: walk.challenge.id };
        const query = { forfeitUndecided: true };
        await granted(stage.ask('closeChallenge', { params, query }));
        await refused(decide(stage, deed, 'accept'), 'challenge_closed', 'after closing');
      },
    },
  },
};
