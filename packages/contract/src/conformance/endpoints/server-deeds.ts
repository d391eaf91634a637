/** What is promised of deeds that servers tell of. */
import { challengeExample } from '../../deeds/challenge.ts';
import { addDays } from '../../deeds/days.ts';
import type { DeedOutcomes } from '../../deeds/deed.ts';
import { participantExample } from '../../deeds/participant.ts';
import { type Answer, granted, refused } from '../ask.ts';
import { fund, pastDays } from '../challenge.ts';
import { equal, holds } from '../check.ts';
import { makeWalker } from '../device.ts';
import { type Case, type Stage, usd } from '../stage.ts';
import { openWalk, type Walk } from '../walk.ts';
import { renewedKey, runDays, sealRun } from '../werun.ts';
import type { CasesOf } from './cases-of.ts';

/** What became of each, in short. */
function inShort({ items }: DeedOutcomes): (string | readonly unknown[])[] {
  return items.map(({ deed, refused: why }) =>
    deed === null ? `${why}` : [deed.day, deed.source, deed.state, deed.counted, deed.given.amount],
  );
}

/** What each gave, and what kept it from more. */
function given({ items }: DeedOutcomes) {
  return items.map(({ deed }) => [deed?.given.amount, deed?.limitedBy]);
}

/** What no challenge takes from a server. */
function refusesChallenges<Name extends 'createPartnerDeeds' | 'createWerunDeeds'>(
  name: Name,
  ask: (stage: Stage, of: Walk) => Promise<Answer<Name>>,
) {
  return {
    challenge_unknown: {
      name: `${name} refuses an id that is no challenge`,
      async run(stage) {
        const of = await openWalk(stage);
        const asked = ask(stage, { ...of, challenge: challengeExample });
        await refused(asked, 'challenge_unknown', 'unknown id');
      },
    },
    challenge_not_open: {
      name: `${name} refuses a challenge that is over`,
      async run(stage) {
        const asked = ask(stage, await openWalk(stage, pastDays));
        await refused(asked, 'challenge_not_open', 'over');
      },
    },
    source_not_taken: {
      name: `${name} refuses a challenge that takes steps from devices alone`,
      async run(stage) {
        const sources = [{ source: 'motion', maxPerDay: 20_000 } as const];
        const asked = ask(stage, await openWalk(stage, () => ({ sources })));
        await refused(asked, 'source_not_taken', 'not among its sources');
      },
    },
  } satisfies Record<string, Case>;
}

/** Tells of yesterday's steps of some, by references. */
function tell(
  stage: Stage,
  { challenge, yesterday }: Walk,
  told: readonly (readonly [reference: string, quantity: number, day?: string])[],
) {
  const deeds = told.map(([reference, quantity, day = yesterday]) => {
    return { reference, day, quantity };
  });
  const body = { challengeId: challenge.id, deeds };
  return stage.ask('createPartnerDeeds', { body });
}

export const createPartnerDeeds: CasesOf<'createPartnerDeeds'> = {
  happy: [
    {
      name: 'createPartnerDeeds counts each by itself, and what it was told before once',
      async run(stage) {
        const of = await openWalk(stage);
        const day = of.yesterday;
        const told = [
          ['member 4711', 12_480],
          ['member 4712', 8_000],
          ['member 4711', 15_000],
        ] as const;
        const outcomes = await granted(tell(stage, of, told));
        const wanted = [
          [day, 'partner', 'counted', 12_480, 124],
          [day, 'partner', 'counted', 8_000, 80],
          [day, 'partner', 'counted', 15_000, 26],
        ];
        equal(inShort(outcomes), wanted, 'outcomes');
        const [one, other, again] = outcomes.items.map(({ deed }) => deed?.participantId);
        holds(one === again && one !== other, 'one participant for each reference');
        equal(await granted(tell(stage, of, told)), outcomes, 'the same again');
      },
    },
    {
      name: 'createPartnerDeeds names what is of no day of the challenge, and takes the others',
      async run(stage) {
        const of = await openWalk(stage);
        const outside = addDays(of.challenge.startsOn, -1);
        const told = [
          ['early', 9_000, outside],
          ['member', 9_000],
          ['far', 140_000],
        ] as const;
        const [early, member, far] = inShort(await granted(tell(stage, of, told)));
        const day = of.yesterday;
        equal(early, 'day_outside', 'before it began');
        equal(member, [day, 'partner', 'counted', 9_000, 90], 'one of its days');
        equal(far, [day, 'partner', 'under_review', 0, 0], 'more than anybody walks');
      },
    },
    {
      name: 'createPartnerDeeds gives what money was wanting for once it is told again after more came',
      async run(stage) {
        const of = await openWalk(stage, undefined, 60);
        const told = [['member', 9_000]] as const;
        const first = await granted(tell(stage, of, told));
        equal(given(first), [[60, 'budget']], 'as far as there was money');
        equal(await granted(tell(stage, of, told)), first, 'the same while none came');
        await fund(stage, of.challenge, 1_000);
        const second = await granted(tell(stage, of, told));
        equal(given(second), [[90, null]], 'all of it');
        equal(await granted(tell(stage, of, told)), second, 'once');
        const { raised } = (await stage.readProject(of.project.id)).totals;
        equal(raised, usd(90), 'the project');
      },
    },
    {
      name: 'createPartnerDeeds believes a total that came too early once its day is over',
      needs: ['clock'],
      async run(stage) {
        const of = await openWalk(stage);
        const told = [['member', 9_000, addDays(of.today, 1)]] as const;
        const [early] = (await granted(tell(stage, of, told))).items;
        equal([early?.deed?.state, early?.deed?.reason], ['under_review', 'future_day'], 'early');
        await stage.given('advance')(3 * 24 * 60 * 60_000);
        const [late] = (await granted(tell(stage, of, told))).items;
        equal([late?.deed?.id, late?.deed?.state], [early?.deed?.id, 'counted'], 'later');
        equal(late?.deed?.given, usd(90), 'what it gives');
      },
    },
  ],
  refuses: refusesChallenges('createPartnerDeeds', (stage, of) =>
    tell(stage, of, [['one', 9_000]]),
  ),
};

type RunBody = Awaited<ReturnType<typeof sealRun>>;
type Whom =
  | { readonly participantId: typeof participantExample.id }
  | { readonly reference: string };

/** Hands on run data of the last days, 9,000 steps each. */
async function handOn(
  stage: Stage,
  { challenge, project, yesterday }: Walk,
  whom: Whom = { reference: 'openid' },
  changes: Partial<RunBody> = {},
  sealedMs = Date.parse(project.createdAt),
) {
  const days = runDays(yesterday, 31, 9_000);
  const sealed = await sealRun(days, sealedMs);
  const body = { challengeId: challenge.id, ...whom, ...sealed, ...changes };
  return stage.ask('createWerunDeeds', { body });
}

export const createWerunDeeds: CasesOf<'createWerunDeeds'> = {
  happy: [
    {
      name: 'createWerunDeeds takes the days of the challenge, once, for one by a reference',
      async run(stage) {
        const of = await openWalk(stage);
        const outcomes = await granted(handOn(stage, of));
        const days = runDays(of.yesterday, 10, 9_000).map(({ day }) => day);
        const wanted = days.map((day) => [day, 'werun', 'counted', 9_000, 90]);
        equal(inShort(outcomes), wanted, 'outcomes');
        equal(await granted(handOn(stage, of)), outcomes, 'the same again');
      },
    },
    {
      name: 'createWerunDeeds takes days of somebody with a device, before what the device says',
      async run(stage) {
        const { participant: another } = await makeWalker(stage);
        const { participant } = await makeWalker(stage);
        const { items } = await granted(
          handOn(stage, await openWalk(stage), { participantId: participant.id }),
        );
        holds(another.id !== participant.id, 'two walkers');
        holds(
          items.every(({ deed }) => deed?.participantId === participant.id),
          'whose days they are',
        );
      },
    },
  ],
  refuses: {
    ...refusesChallenges('createWerunDeeds', handOn),
    participant_unknown: {
      name: 'createWerunDeeds refuses an id that is no participant',
      async run(stage) {
        const whom = { participantId: participantExample.id };
        const asked = handOn(stage, await openWalk(stage), whom);
        await refused(asked, 'participant_unknown', 'unknown id');
      },
    },
    werun_unreadable: {
      name: 'createWerunDeeds refuses what another session key sealed, and what was changed',
      async run(stage) {
        const of = await openWalk(stage);
        const { encryptedData } = await sealRun([], Date.parse(of.project.createdAt));
        const changed = `AAAA${encryptedData.slice(4)}`;
        for (const [what, wrong] of [
          ['a key that was renewed', { sessionKey: renewedKey }],
          ['no whole blocks', { encryptedData: 'AAAA' }],
          ['changed data', { encryptedData: changed }],
        ] as const) {
          await refused(handOn(stage, of, undefined, wrong), 'werun_unreadable', what);
        }
      },
    },
    werun_app_mismatch: {
      name: 'createWerunDeeds refuses data of another mini program',
      async run(stage) {
        const other = { appId: 'wx0123456789abcdef' };
        const asked = handOn(stage, await openWalk(stage), undefined, other);
        await refused(asked, 'werun_app_mismatch', 'another app');
      },
    },
    werun_outdated: {
      name: 'createWerunDeeds refuses data that was sealed long ago',
      async run(stage) {
        const of = await openWalk(stage);
        const asked = handOn(
          stage,
          of,
          undefined,
          {},
          Date.parse(of.project.createdAt) - 2 * 60 * 60_000,
        );
        await refused(asked, 'werun_outdated', 'two hours old');
      },
    },
  },
};
