/** What is promised of deeds that devices sign. */
import { challengeExample } from '../../deeds/challenge.ts';
import { addDays } from '../../deeds/days.ts';
import { type CreateDeed, deedsMax, underReviewMax } from '../../deeds/deed.ts';
import { participantExample } from '../../deeds/participant.ts';
import { granted, refused } from '../ask.ts';
import { pastDays } from '../challenge.ts';
import { equal, fail } from '../check.ts';
import { makeWalker } from '../device.ts';
import { usd } from '../stage.ts';
import { deedInShort, openWalk, signedDeed, tellDeeds } from '../walk.ts';
import type { CasesOf } from './cases-of.ts';

export const createDeeds: CasesOf<'createDeeds'> = {
  happy: [
    {
      name: 'createDeeds gives what a day is worth to the project, once however often it is told',
      async run(stage) {
        const [walk, walker] = [await openWalk(stage), await makeWalker(stage)];
        const { yesterday: day, challenge, project } = walk;
        const deed = await signedDeed(walker, walk, { day, quantity: 12_480, counter: 1 });
        const [outcome] = await tellDeeds(stage, deed);
        const { challengeId, participantId, quantity, source, counter } = outcome?.deed ?? {};
        equal(
          { challengeId, participantId, quantity, source, counter },
          {
            ...{ challengeId: challenge.id, participantId: walker.participant.id },
            ...{ quantity: 12_480, source: 'motion', counter: 1 },
          },
          'what was told',
        );
        equal(outcome && deedInShort(outcome), [12_480, 124, null], 'what it gives');
        equal(await tellDeeds(stage, deed, deed), [outcome, outcome], 'the same again');
        equal((await stage.readProject(project.id)).totals.raised, usd(124), 'raised');
        const query = `ids=${challenge.id}`;
        const { items } = await granted(stage.ask('listChallenges', {}, { query }));
        const { participants, deeds, given, left } = items[0]?.totals ?? {};
        equal([participants, deeds, given, left], [1, 1, usd(124), usd(9_876)], 'totals');
      },
    },
    {
      name: 'createDeeds gives the difference when a day grows, and counts its best source alone',
      async run(stage) {
        const [walk, walker] = [await openWalk(stage), await makeWalker(stage)];
        const { yesterday: day } = walk;
        const told = [
          { day, quantity: 6_000, counter: 1, source: 'import' },
          { day, quantity: 9_000, counter: 2 },
          { day, quantity: 12_000, counter: 3, source: 'import' },
          { day, quantity: 999, counter: 4 },
        ] as const;
        const deeds = await Promise.all(told.map((one) => signedDeed(walker, walk, one)));
        const found = (await tellDeeds(stage, ...deeds)).map(deedInShort);
        equal(
          found,
          [
            [6_000, 60, null],
            [9_000, 30, null],
            [9_000, 0, null],
            [9_000, 0, null],
          ],
          'each',
        );
      },
    },
    {
      name: 'createDeeds gives no cent more than there is, and says what it was limited by',
      async run(stage) {
        const walk = await openWalk(stage, undefined, 250);
        const sliced = await openWalk(stage, () => ({ dailyBudget: usd(150) }));
        const [one, two] = [await makeWalker(stage), await makeWalker(stage)];
        const much = { day: walk.yesterday, quantity: 30_000 };
        const deeds = await Promise.all([
          signedDeed(one, walk, { ...much, counter: 1 }),
          signedDeed(two, walk, { ...much, counter: 1 }),
          signedDeed(one, walk, { ...much, day: addDays(walk.today, -2), counter: 2 }),
          signedDeed(one, sliced, { ...much, counter: 3 }),
        ]);
        equal(
          (await tellDeeds(stage, ...deeds)).map(deedInShort),
          [
            [20_000, 200, 'person_cap'],
            [20_000, 50, 'budget'],
            [20_000, 0, 'budget'],
            [20_000, 150, 'daily_budget'],
          ],
          'each',
        );
      },
    },
    {
      name: 'createDeeds answers each by itself: refused ones with why, doubtful ones under review',
      async run(stage) {
        const [walk, walker] = [await openWalk(stage), await makeWalker(stage)];
        const over = await openWalk(stage, pastDays);
        const other = await makeWalker(stage);
        const { yesterday: day, today } = walk;
        const sign = (counter: number, changes: { day?: string; quantity?: number } = {}) =>
          signedDeed(walker, walk, { day, quantity: 5_000, counter, ...changes });
        const first = await sign(1);
        const unknown = { challenge: challengeExample };
        const deeds = [
          first,
          await sign(1, { quantity: 5_001 }),
          { ...(await sign(2)), quantity: 6_000 },
          { ...first, participantId: participantExample.id },
          { ...first, participantId: other.participant.id },
          await signedDeed(walker, over, { day: over.challenge.endsOn, quantity: 500, counter: 2 }),
          await signedDeed(walker, unknown, { day, quantity: 500, counter: 3 }),
          await sign(4, { day: addDays(walk.challenge.startsOn, -1) }),
          await signedDeed(walker, walk, { day, quantity: 500, counter: 5, source: 'declared' }),
          await sign(6, { day: addDays(today, -3) }),
          await sign(7, { day: addDays(today, 1) }),
          await sign(8, { quantity: 100_001 }),
          await sign(10, { quantity: 5_100 }),
          await sign(9),
          await sign(11, { quantity: 5_200 }),
          await signedDeed(walker, walk, { day, quantity: 9_000, counter: 12, source: 'werun' }),
        ];
        equal(
          (await tellDeeds(stage, ...deeds)).map(deedInShort),
          [
            [5_000, 50, null],
            'counter_reused',
            'device_signature_invalid',
            'participant_unknown',
            'device_unknown',
            'challenge_not_open',
            'challenge_unknown',
            'day_outside',
            'source_not_taken',
            ['under_review', 'old_day'],
            ['under_review', 'future_day'],
            ['under_review', 'day_ceiling'],
            ['under_review', 'counter_gap'],
            'counter_too_low',
            [5_200, 2, null],
            'source_not_taken',
          ],
          'each',
        );
      },
    },
    {
      name: 'createDeeds refuses a doubtful deed of one of whom too many wait already, and takes others',
      async run(stage) {
        const [walk, walker] = [await openWalk(stage), await makeWalker(stage)];
        const sign = (counter: number, quantity: number) =>
          signedDeed(walker, walk, { day: walk.yesterday, quantity, counter });
        const doubtful = (counter: number) => sign(counter, 100_000 + counter);
        const tell = async (...deeds: readonly Promise<CreateDeed>[]) =>
          (await tellDeeds(stage, ...(await Promise.all(deeds)))).map(deedInShort);
        const counters = Array.from({ length: underReviewMax + 2 }, (_, at) => at + 1);
        const waits = ['under_review', 'day_ceiling'];
        const first = await tell(...counters.slice(0, deedsMax).map(doubtful));
        const rest = await tell(...counters.slice(deedsMax).map(doubtful));
        equal(
          [...first, ...rest],
          counters.map((at) => (at > underReviewMax ? 'too_many_under_review' : waits)),
          'each',
        );
        const next = underReviewMax + 3;
        equal(await tell(sign(next, 5_000)), [[5_000, 50, null]], 'one that nobody doubts');
        equal(await tell(doubtful(1)), [waits], 'one that waits, again');
        const query = `challengeId=${walk.challenge.id}&limit=1`;
        const { items } = await granted(stage.ask('listDeedsUnderReview', {}, { query }));
        const deedId = items[0]?.id ?? fail('none is under review');
        const body = { decision: 'refuse', note: null } as const;
        await granted(stage.ask('decideDeed', { params: { deedId }, body }));
        equal(
          await tell(doubtful(next + 1), doubtful(next + 2)),
          [waits, 'too_many_under_review'],
          'once one is decided',
        );
      },
    },
  ],
  refuses: {},
};

export const listDeeds: CasesOf<'listDeeds'> = {
  happy: [
    {
      name: "listDeeds pages through a participant's days, with all that was told of each",
      async run(stage) {
        const [walk, walker] = [await openWalk(stage), await makeWalker(stage)];
        const { yesterday, today } = walk;
        const before = addDays(today, -2);
        const told = [
          { day: before, quantity: 6_000, counter: 1, source: 'import' },
          { day: before, quantity: 5_000, counter: 2 },
          { day: yesterday, quantity: 7_000, counter: 3 },
          { day: addDays(today, -4), quantity: 8_000, counter: 4 },
        ] as const;
        const deeds = await Promise.all(told.map((one) => signedDeed(walker, walk, one)));
        await tellDeeds(stage, ...deeds);
        const params = { challengeId: walk.challenge.id, participantId: walker.participant.id };
        const read = (query: string) => granted(stage.ask('listDeeds', { params }, { query }));
        const { items } = await read('');
        equal(
          items.map(({ day, counted, given }) => [day, counted, given.amount]),
          [
            [yesterday, 7_000, 70],
            [before, 6_000, 60],
            [addDays(today, -4), 0, 0],
          ],
          'days',
        );
        equal(
          items[1]?.sources,
          [
            { source: 'motion', quantity: 5_000, state: 'counted', reason: null },
            { source: 'import', quantity: 6_000, state: 'counted', reason: null },
          ],
          'sources, best first',
        );
        equal(items[2]?.sources[0]?.reason, 'old_day', 'reason');
        const first = await read('limit=2');
        const rest = await read(`limit=2&cursor=${first.nextCursor}`);
        equal([...first.items, ...rest.items], items, 'pages');
        equal(rest.nextCursor, null, 'end');
        equal((await read(`from=${before}&until=${before}`)).items, items.slice(1, 2), 'between');
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'listDeeds refuses an id that is no challenge',
      async run(stage) {
        const participantId = (await makeWalker(stage)).participant.id;
        const params = { challengeId: challengeExample.id, participantId };
        await refused(stage.ask('listDeeds', { params }), 'challenge_unknown', 'unknown id');
      },
    },
    participant_unknown: {
      name: 'listDeeds refuses an id that is no participant',
      async run(stage) {
        const { challenge } = await openWalk(stage);
        const params = { challengeId: challenge.id, participantId: participantExample.id };
        await refused(stage.ask('listDeeds', { params }), 'participant_unknown', 'unknown id');
      },
    },
  },
};
