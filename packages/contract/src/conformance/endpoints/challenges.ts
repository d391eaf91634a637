/** What is promised of challenges. */
import {
  type CreateChallenge,
  challengeExample,
  createChallengeExample,
} from '../../deeds/challenge.ts';
import { addDays } from '../../deeds/days.ts';
import { usualSources } from '../../deeds/kinds.ts';
import { projectExample } from '../../giving/project.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { challengeBody, dayOf, fund, openChallenge, pastDays } from '../challenge.ts';
import { equal, holds } from '../check.ts';
import { makeWalker } from '../device.ts';
import { type Stage, usd } from '../stage.ts';
import { openWalk, signedDeed, tellDeeds } from '../walk.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { challengeId: challengeExample.id } };

/** One that is over and closed, for which so many cents had come. */
async function closedChallenge(stage: Stage, dependsOnDeeds: boolean, amount: number) {
  const opened = await openChallenge(stage, (project) => ({
    ...pastDays(project),
    dependsOnDeeds,
  }));
  if (amount > 0) await fund(stage, opened.challenge, amount);
  const params = { challengeId: opened.challenge.id };
  return { ...opened, closed: await granted(stage.ask('closeChallenge', { params })) };
}

export const createChallenge: CasesOf<'createChallenge'> = {
  happy: [
    {
      name: 'createChallenge makes a challenge as it was told, with nothing to give yet, once under one key',
      async run(stage) {
        const project = await stage.project();
        const body = challengeBody(project);
        const idempotencyKey = newIdempotencyKey();
        const made = await granted(stage.ask('createChallenge', { body }, { idempotencyKey }));
        const { id, sources, state, totals, closed, livemode, createdAt, updatedAt, ...told } =
          made;
        equal(told, body, 'what was told');
        equal(sources, usualSources('steps'), 'all sources but those typed in');
        equal([state, closed, livemode, updatedAt], ['open', null, false, createdAt], 'not told');
        const { participants, deeds, quantity, today } = totals;
        equal([participants, deeds, quantity], [0, 0, 0], 'counts');
        equal(today, dayOf(project), 'today');
        const { funded, given, left, leftToday } = totals;
        equal([funded, given, left, leftToday], [usd(0), usd(0), usd(0), usd(0)], 'money');
        const again = await granted(stage.ask('createChallenge', { body }, { idempotencyKey }));
        equal(again, made, 'repeat');
        const read = await granted(stage.ask('listChallenges', {}, { query: `ids=${id}` }));
        equal(read, { items: [made], nextCursor: null }, 'the challenge when read again');
      },
    },
    {
      name: 'createChallenge knows by its days whether it has begun or is over',
      async run(stage) {
        const project = await stage.project();
        const today = dayOf(project);
        for (const [from, until, state] of [
          [1, 30, 'upcoming'],
          [0, 0, 'open'],
          [-30, 0, 'open'],
          [-30, -1, 'ended'],
        ] as const) {
          const days = { startsOn: addDays(today, from), endsOn: addDays(today, until) };
          const body = challengeBody(project, days);
          const made = await granted(stage.ask('createChallenge', { body }));
          equal(made.state, state, `from ${from} until ${until} days from now`);
        }
      },
    },
    {
      name: 'createChallenge refuses days, shares and sources that are none, and names the field',
      async run(stage) {
        const project = await stage.project();
        const { startsOn } = challengeBody(project);
        const bad: readonly [changes: Partial<CreateChallenge>, field: string][] = [
          [{ endsOn: addDays(startsOn, -1) }, 'endsOn'],
          [{ endsOn: addDays(startsOn, 731) }, 'endsOn'],
          [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
          [{ perPerson: { minPerDay: 2, maxPerDay: 1 } }, 'perPerson.minPerDay'],
          [{ rate: { quantity: 0, amount: usd(1) } }, 'rate.quantity'],
          [{ rate: { quantity: 1.5, amount: usd(1) } }, 'rate.quantity'],
          [{ budget: usd(0) }, 'budget.amount'],
          [
            { rate: { quantity: 1, amount: { amount: 1, currency: 'EUR' } } },
            'rate.amount.currency',
          ],
          [{ dailyBudget: { amount: 1, currency: 'EUR' } }, 'dailyBudget.currency'],
          [{ sources: [] }, 'sources'],
          [{ names: {} }, 'names'],
        ];
        for (const [changes, field] of bad) {
          const asked = stage.ask('createChallenge', { body: challengeBody(project, changes) });
          await refusedField(asked, 'request_invalid', field, field);
        }
      },
    },
  ],
  refuses: {
    project_unknown: {
      name: 'createChallenge refuses a project that is none',
      async run(stage) {
        const body = { ...createChallengeExample, projectId: projectExample.id };
        const asked = stage.ask('createChallenge', { body });
        await refusedField(asked, 'project_unknown', 'projectId', 'unknown project');
      },
    },
    project_closed: {
      name: 'createChallenge refuses a project that is closed',
      async run(stage) {
        const project = await stage.project();
        await granted(stage.ask('closeProject', { params: { projectId: project.id } }));
        const asked = stage.ask('createChallenge', { body: challengeBody(project) });
        await refusedField(asked, 'project_closed', 'projectId', 'closed project');
      },
    },
    currency_mismatch: {
      name: "createChallenge refuses a budget in another currency than the project's",
      async run(stage) {
        const project = await stage.project();
        const { rate, budget, dailyBudget } = createChallengeExample;
        const body = challengeBody(project, { rate, budget, dailyBudget });
        const asked = stage.ask('createChallenge', { body });
        await refusedField(asked, 'currency_mismatch', 'budget.currency', 'another currency');
      },
    },
  },
};

export const listChallenges: CasesOf<'listChallenges'> = {
  happy: [
    {
      name: 'listChallenges answers many ids in the order asked, each once, unknown ones left out',
      async run(stage) {
        const [{ challenge: a }, { challenge: b }] = [
          await openChallenge(stage),
          await openChallenge(stage),
        ];
        const query = `ids=${[b.id, challengeExample.id, a.id, b.id].join(',')}`;
        const page = await granted(stage.ask('listChallenges', {}, { query }));
        equal(page, { items: [b, a], nextCursor: null }, 'page');
      },
    },
    {
      name: 'listChallenges pages through those of a project, newest first',
      async run(stage) {
        const { project, challenge } = await openChallenge(stage);
        await openChallenge(stage);
        const body = challengeBody(project);
        const second = await granted(stage.ask('createChallenge', { body }));
        const own = `projectId=${project.id}&limit=1`;
        const first = await granted(stage.ask('listChallenges', {}, { query: own }));
        equal(first.items, [second], 'first page');
        const query = `${own}&cursor=${first.nextCursor}`;
        const last = await granted(stage.ask('listChallenges', {}, { query }));
        equal(last, { items: [challenge], nextCursor: null }, 'last page');
      },
    },
  ],
  refuses: {},
};

export const getChallenge: CasesOf<'getChallenge'> = {
  happy: [
    {
      name: 'getChallenge reads what there is to give once money has come, and no more than a day has',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        await fund(stage, challenge, 5_000);
        const some = await granted(stage.ask('getChallenge', { params }));
        const { left, leftToday } = some.totals;
        equal([left, leftToday], [usd(5_000), usd(5_000)], 'less than the day may give');
        await fund(stage, challenge, 95_000);
        const all = await granted(stage.ask('getChallenge', { params }));
        const { version, asOf, ...totals } = all.totals;
        const { version: before, asOf: _, ...unchanged } = challenge.totals;
        equal(
          totals,
          { ...unchanged, funded: usd(100_000), left: usd(100_000), leftToday: usd(20_000) },
          'totals',
        );
        holds(version > some.totals.version && some.totals.version > before, 'versions rise');
        equal({ ...all, totals: challenge.totals }, challenge, 'the rest');
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'getChallenge refuses an id that is no challenge',
      async run(stage) {
        await refused(stage.ask('getChallenge', unknown), 'challenge_unknown', 'unknown id');
      },
    },
  },
};

export const updateChallenge: CasesOf<'updateChallenge'> = {
  happy: [
    {
      name: 'updateChallenge changes what is told and how long it lasts; what deeds are worth stays',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        const body = {
          names: { en: 'Another name', 'zh-CN': '新名' },
          sponsor: { name: 'A mill', url: null, image: 'https://mill.example/logo.svg' },
          budget: usd(50_000),
          dailyBudget: null,
          endsOn: addDays(challenge.endsOn, 5),
        };
        const changed = await granted(stage.ask('updateChallenge', { params, body }));
        const { totals, updatedAt } = changed;
        equal(changed, { ...challenge, ...body, totals, updatedAt }, 'changed');
        equal(
          { ...totals, version: 0 },
          { ...challenge.totals, version: 0 },
          'totals but for the version',
        );
        const rate = { quantity: 1, amount: usd(1) };
        const dearer = stage.ask('updateChallenge', { params, body: { rate } });
        await refusedField(dearer, 'request_invalid', 'rate', 'the rate');
        const nothing = stage.ask('updateChallenge', { params, body: {} });
        await refused(nothing, 'request_invalid', 'no change');
      },
    },
    {
      name: 'updateChallenge pauses a challenge, and lets it go on',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        const asked = (paused: boolean) =>
          granted(stage.ask('updateChallenge', { params, body: { paused } }));
        equal((await asked(true)).state, 'paused', 'paused');
        equal((await asked(false)).state, 'open', 'goes on');
      },
    },
    {
      name: 'updateChallenge pauses a challenge of whose last day deeds can still come',
      async run(stage) {
        const { challenge } = await openChallenge(stage, (project) => ({
          startsOn: addDays(dayOf(project), -9),
          endsOn: addDays(dayOf(project), -1),
        }));
        const params = { challengeId: challenge.id };
        const asked = (paused: boolean) =>
          granted(stage.ask('updateChallenge', { params, body: { paused } }));
        equal((await asked(true)).state, 'paused', 'paused');
        equal((await asked(false)).state, 'ended', 'goes on');
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'updateChallenge refuses an id that is no challenge',
      async run(stage) {
        const asked = stage.ask('updateChallenge', { ...unknown, body: { paused: true } });
        await refused(asked, 'challenge_unknown', 'unknown id');
      },
    },
    challenge_closed: {
      name: 'updateChallenge refuses a challenge that is closed',
      async run(stage) {
        const { challenge } = await closedChallenge(stage, false, 0);
        const params = { challengeId: challenge.id };
        const asked = stage.ask('updateChallenge', { params, body: { paused: true } });
        await refused(asked, 'challenge_closed', 'closed');
      },
    },
    currency_mismatch: {
      name: 'updateChallenge refuses a budget in another currency',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        for (const field of ['budget', 'dailyBudget']) {
          const body = { [field]: { amount: 100_000, currency: 'EUR' } };
          const asked = stage.ask('updateChallenge', { params, body });
          await refusedField(asked, 'currency_mismatch', `${field}.currency`, field);
        }
      },
    },
    challenge_change_refused: {
      name: 'updateChallenge refuses a budget below what has come, and a last day that is over',
      async run(stage) {
        const { project, challenge } = await openChallenge(stage);
        await fund(stage, challenge, 60_000);
        const params = { challengeId: challenge.id };
        const today = dayOf(project);
        for (const [body, field] of [
          [{ budget: usd(59_999) }, 'budget.amount'],
          [{ endsOn: addDays(today, -1) }, 'endsOn'],
          [{ endsOn: addDays(challenge.startsOn, -1) }, 'endsOn'],
          [{ endsOn: addDays(challenge.startsOn, 731) }, 'endsOn'],
        ] as const) {
          const asked = stage.ask('updateChallenge', { params, body });
          await refusedField(asked, 'challenge_change_refused', field, JSON.stringify(body));
        }
        const body = { budget: usd(60_000), endsOn: today };
        const { budget, endsOn } = await granted(stage.ask('updateChallenge', { params, body }));
        equal({ budget, endsOn }, body, 'as little as may be');
      },
    },
  },
};

export const closeChallenge: CasesOf<'closeChallenge'> = {
  happy: [
    {
      name: 'closeChallenge gives the project what is left, where it does not depend on deeds, once',
      async run(stage) {
        const { project, challenge, closed } = await closedChallenge(stage, false, 70_000);
        const { state, totals, closed: closing } = closed;
        equal(state, 'ended', 'state');
        equal(closing && [closing.to, closing.amount], ['project', usd(70_000)], 'where it went');
        const { funded, given, left, leftToday } = totals;
        equal([funded, given, left, leftToday], [usd(70_000), usd(0), usd(0), usd(0)], 'money');
        const params = { challengeId: challenge.id };
        equal(await granted(stage.ask('closeChallenge', { params })), closed, 'closed twice');
        equal(await granted(stage.ask('getChallenge', { params })), closed, 'when read again');
        const { raised, donations } = (await stage.readProject(project.id)).totals;
        equal([raised, donations], [usd(70_000), 0], 'the project, which got it once');
      },
    },
    {
      name: 'closeChallenge gives the sponsor back what is left, where it depends on deeds',
      async run(stage) {
        const { project, closed } = await closedChallenge(stage, true, 70_000);
        equal(
          closed.closed && [closed.closed.to, closed.closed.amount],
          ['sponsor', usd(70_000)],
          'where it went',
        );
        equal((await stage.readProject(project.id)).totals.raised, usd(0), 'the project');
      },
    },
    {
      name: 'closeChallenge closes one for which nothing came',
      async run(stage) {
        const { closed } = await closedChallenge(stage, false, 0);
        equal(closed.closed?.amount, usd(0), 'amount');
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'closeChallenge refuses an id that is no challenge',
      async run(stage) {
        await refused(stage.ask('closeChallenge', unknown), 'challenge_unknown', 'unknown id');
      },
    },
    challenge_not_over: {
      name: 'closeChallenge refuses a challenge of whose last day deeds can still come',
      async run(stage) {
        const { challenge } = await openChallenge(stage, (project) => ({
          startsOn: addDays(dayOf(project), -9),
          endsOn: addDays(dayOf(project), -2),
        }));
        const params = { challengeId: challenge.id };
        equal(challenge.state, 'ended', 'state');
        await refused(stage.ask('closeChallenge', { params }), 'challenge_not_over', 'two days on');
      },
    },
    deeds_undecided: {
      name: 'closeChallenge refuses while deeds wait for a decision, unless it is said that they may come to nothing',
      needs: ['clock'],
      async run(stage) {
        const walk = await openWalk(stage, (project) => ({ endsOn: dayOf(project) }));
        const told = { quantity: 10_000, counter: 1 };
        for (const back of [4, 5]) {
          const day = addDays(walk.today, -back);
          await tellDeeds(stage, await signedDeed(await makeWalker(stage), walk, { ...told, day }));
        }
        await stage.given('advance')(4 * 24 * 60 * 60_000);
        const params = { challengeId: walk.challenge.id };
        const close = (query: { forfeitUndecided?: boolean }) =>
          stage.ask('closeChallenge', { params, query });
        const field = 'forfeitUndecided';
        await refusedField(close({}), 'deeds_undecided', field, 'nothing said');
        await refusedField(close({ [field]: false }), 'deeds_undecided', field, 'said not to');
        const nonsense = stage.ask('closeChallenge', { params }, { query: `${field}=maybe` });
        await refusedField(nonsense, 'request_invalid', field, 'neither');
        const { closed } = await granted(close({ [field]: true }));
        equal(closed?.amount, usd(10_000), 'all that had come');
        equal((await granted(close({}))).closed, closed, 'closed twice');
      },
    },
  },
};
