/** What is promised of teams of challenges. */
import { challengeExample } from '../../deeds/challenge.ts';
import { joinTeamText, teamText } from '../../deeds/signing.ts';
import { type Team, teamExample } from '../../deeds/team.ts';
import type { EndpointInput } from '../../endpoints.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { openChallenge, pastDays } from '../challenge.ts';
import { equal, holds } from '../check.ts';
import { makeWalker, type Walker } from '../device.ts';
import type { Stage } from '../stage.ts';
import { refusesWishes } from '../wishes.ts';
import type { CasesOf } from './cases-of.ts';

type ChallengeId = Team['challengeId'];

/** What makes a team by the device of somebody, or of somebody new. */
async function wishOf(
  stage: Stage,
  challengeId: ChallengeId,
  name = 'Early birds',
  by?: Walker,
): Promise<Omit<EndpointInput<'createTeam'>, 'idempotencyKey'>> {
  const { device, participant } = by ?? (await makeWalker(stage));
  const wish = await device.wish(participant.id, (made) => teamText(made, challengeId, name));
  return { params: { challengeId }, body: { name, participantId: participant.id, ...wish } };
}

async function make(stage: Stage, challengeId: ChallengeId, name?: string, by?: Walker) {
  return stage.ask('createTeam', await wishOf(stage, challengeId, name, by));
}

/** Has somebody join a team. */
async function join(stage: Stage, teamId: Team['id'], by?: Walker, madeAtMs?: number) {
  const { device, participant } = by ?? (await makeWalker(stage));
  const wish = await device.wish(participant.id, (made) => joinTeamText(made, teamId), madeAtMs);
  const body = { participantId: participant.id, ...wish };
  return stage.ask('joinTeam', { params: { teamId }, body });
}

/** A challenge with a team of one. */
async function openTeam(stage: Stage): Promise<Team> {
  const { challenge } = await openChallenge(stage);
  return granted(make(stage, challenge.id));
}

/** The challenge that is over is closed, which passes on nothing where nothing has come. */
async function close(stage: Stage, challengeId: ChallengeId): Promise<void> {
  await granted(stage.ask('closeChallenge', { params: { challengeId } }));
}

export const createTeam: CasesOf<'createTeam'> = {
  happy: [
    {
      name: 'createTeam makes a team of one, once under one key, and lists it',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const idempotencyKey = newIdempotencyKey();
        const wish = await wishOf(stage, challenge.id, '茶馆一队');
        const ask = () => stage.ask('createTeam', wish, { idempotencyKey });
        const team = await granted(ask());
        const { id, createdAt, ...told } = team;
        const wanted = {
          challengeId: challenge.id,
          name: '茶馆一队',
          totals: { members: 1, quantity: 0, given: { amount: 0, currency: 'USD' } },
          livemode: false,
        };
        equal(told, wanted, 'the team');
        equal(await granted(ask()), team, 'the same again');
        const params = { challengeId: challenge.id };
        const page = await granted(stage.ask('listTeams', { params }));
        equal(page, { items: [{ id, createdAt, ...wanted }], nextCursor: null }, 'the list');
      },
    },
    {
      name: 'createTeam gives a name once in a challenge, and again in another one',
      async run(stage) {
        const [one, other] = [await openTeam(stage), await openTeam(stage)];
        equal(one.name, other.name, 'name');
        holds(one.id !== other.id && one.challengeId !== other.challengeId, 'two teams');
      },
    },
  ],
  refuses: {
    ...refusesWishes('createTeam', async (stage) => {
      const { challenge } = await openChallenge(stage);
      const [params, name] = [{ challengeId: challenge.id }, 'Early birds'];
      return {
        textOf: (wish) => teamText(wish, challenge.id, name),
        ask: (participantId, wish) =>
          stage.ask('createTeam', { params, body: { name, participantId, ...wish } }),
      };
    }),
    challenge_unknown: {
      name: 'createTeam refuses an id that is no challenge',
      async run(stage) {
        await refused(make(stage, challengeExample.id), 'challenge_unknown', 'unknown id');
      },
    },
    challenge_closed: {
      name: 'createTeam refuses a challenge that is closed',
      async run(stage) {
        const { challenge } = await openChallenge(stage, pastDays);
        await close(stage, challenge.id);
        await refused(make(stage, challenge.id), 'challenge_closed', 'closed');
      },
    },
    teams_not_offered: {
      name: 'createTeam refuses a challenge without teams',
      async run(stage) {
        const { challenge } = await openChallenge(stage, () => ({ teams: false }));
        await refused(make(stage, challenge.id), 'teams_not_offered', 'no teams');
      },
    },
    team_name_taken: {
      name: 'createTeam refuses the name of another team, however it is written',
      async run(stage) {
        const { challengeId } = await openTeam(stage);
        await refused(make(stage, challengeId, 'EARLY Birds'), 'team_name_taken', 'the same name');
      },
    },
    team_joined: {
      name: 'createTeam refuses somebody who is of another team of the challenge',
      async run(stage) {
        const walker = await makeWalker(stage);
        const team = await openTeam(stage);
        await granted(join(stage, team.id, walker));
        await refused(
          make(stage, team.challengeId, 'Night owls', walker),
          'team_joined',
          'one of another team',
        );
        const params = { challengeId: team.challengeId };
        const { items } = await granted(stage.ask('listTeams', { params }));
        equal(items.length, 1, 'teams afterwards');
      },
    },
  },
};

export const joinTeam: CasesOf<'joinTeam'> = {
  happy: [
    {
      name: 'joinTeam counts a member once, however often it is asked',
      async run(stage) {
        const team = await openTeam(stage);
        const walker = await makeWalker(stage);
        const joined = await granted(join(stage, team.id, walker, 10));
        equal(joined, { ...team, totals: { ...team.totals, members: 2 } }, 'joined');
        equal(await granted(join(stage, team.id, walker, 10)), joined, 'the same wish again');
        equal(await granted(join(stage, team.id, walker, 11)), joined, 'another wish for it');
      },
    },
  ],
  refuses: {
    ...refusesWishes('joinTeam', async (stage) => {
      const { id: teamId } = await openTeam(stage);
      return {
        textOf: (wish) => joinTeamText(wish, teamId),
        ask: (participantId, wish) =>
          stage.ask('joinTeam', { params: { teamId }, body: { participantId, ...wish } }),
      };
    }),
    team_unknown: {
      name: 'joinTeam refuses an id that is no team',
      async run(stage) {
        await refused(join(stage, teamExample.id), 'team_unknown', 'unknown id');
      },
    },
    challenge_closed: {
      name: 'joinTeam refuses a team of a challenge that is closed',
      async run(stage) {
        const { challenge } = await openChallenge(stage, pastDays);
        const { id } = await granted(make(stage, challenge.id));
        await close(stage, challenge.id);
        await refused(join(stage, id), 'challenge_closed', 'closed');
      },
    },
    team_joined: {
      name: 'joinTeam refuses somebody who is of another team of the challenge',
      async run(stage) {
        const walker = await makeWalker(stage);
        const team = await openTeam(stage);
        await granted(join(stage, team.id, walker));
        const { id } = await granted(make(stage, team.challengeId, 'Night owls'));
        await refused(join(stage, id, walker), 'team_joined', 'one of another team');
      },
    },
  },
};

export const listTeams: CasesOf<'listTeams'> = {
  happy: [
    {
      name: 'listTeams answers nothing of a challenge that has no team yet',
      async run(stage) {
        const { challenge } = await openChallenge(stage);
        const params = { challengeId: challenge.id };
        const page = await granted(stage.ask('listTeams', { params }));
        equal(page, { items: [], nextCursor: null }, 'page');
        const elsewhere = stage.ask('listTeams', { params }, { query: 'cursor=somewhere' });
        await refusedField(elsewhere, 'request_invalid', 'cursor', 'a cursor of nothing');
      },
    },
  ],
  refuses: {
    challenge_unknown: {
      name: 'listTeams refuses an id that is no challenge',
      async run(stage) {
        const params = { challengeId: challengeExample.id };
        await refused(stage.ask('listTeams', { params }), 'challenge_unknown', 'unknown id');
      },
    },
  },
};
