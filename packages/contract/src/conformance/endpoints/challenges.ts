/** What is promised of challenges. */
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const createChallenge: CasesOf<'createChallenge'> = {
  happy: [later('createChallenge')],
  refuses: {
    project_unknown: later('createChallenge project_unknown'),
    project_closed: later('createChallenge project_closed'),
    currency_mismatch: later('createChallenge currency_mismatch'),
  },
};

export const listChallenges: CasesOf<'listChallenges'> = {
  happy: [later('listChallenges')],
  refuses: {},
};

export const getChallenge: CasesOf<'getChallenge'> = {
  happy: [later('getChallenge')],
  refuses: {
    challenge_unknown: later('getChallenge challenge_unknown'),
  },
};

export const updateChallenge: CasesOf<'updateChallenge'> = {
  happy: [later('updateChallenge')],
  refuses: {
    challenge_unknown: later('updateChallenge challenge_unknown'),
    challenge_closed: later('updateChallenge challenge_closed'),
    currency_mismatch: later('updateChallenge currency_mismatch'),
    challenge_change_refused: later('updateChallenge challenge_change_refused'),
  },
};

export const closeChallenge: CasesOf<'closeChallenge'> = {
  happy: [later('closeChallenge')],
  refuses: {
    challenge_unknown: later('closeChallenge challenge_unknown'),
    challenge_not_over: later('closeChallenge challenge_not_over'),
  },
};
