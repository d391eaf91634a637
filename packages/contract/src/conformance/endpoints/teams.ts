/** What is promised of teams of challenges. */
import { challengeExample } from '../../deeds/challenge.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { openChallenge } from '../challenge.ts';
import { equal } from '../check.ts';
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const createTeam: CasesOf<'createTeam'> = {
  happy: [later('createTeam')],
  refuses: {
    challenge_unknown: later('createTeam challenge_unknown'),
    challenge_closed: later('createTeam challenge_closed'),
    teams_not_offered: later('createTeam teams_not_offered'),
    participant_unknown: later('createTeam participant_unknown'),
    device_unknown: later('createTeam device_unknown'),
    device_signature_invalid: later('createTeam device_signature_invalid'),
    wish_outdated: later('createTeam wish_outdated'),
    team_name_taken: later('createTeam team_name_taken'),
    team_joined: later('createTeam team_joined'),
  },
};

export const joinTeam: CasesOf<'joinTeam'> = {
  happy: [later('joinTeam')],
  refuses: {
    team_unknown: later('joinTeam team_unknown'),
    challenge_closed: later('joinTeam challenge_closed'),
    participant_unknown: later('joinTeam participant_unknown'),
    device_unknown: later('joinTeam device_unknown'),
    device_signature_invalid: later('joinTeam device_signature_invalid'),
    wish_outdated: later('joinTeam wish_outdated'),
    team_joined: later('joinTeam team_joined'),
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
