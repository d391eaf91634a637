/** What is promised of teams of challenges. */
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
  happy: [later('listTeams')],
  refuses: {
    challenge_unknown: later('listTeams challenge_unknown'),
  },
};
