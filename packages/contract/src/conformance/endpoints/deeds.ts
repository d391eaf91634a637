/** What is promised of deeds that devices sign. */
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const createDeeds: CasesOf<'createDeeds'> = {
  happy: [later('createDeeds')],
  refuses: {},
};

export const listDeeds: CasesOf<'listDeeds'> = {
  happy: [later('listDeeds')],
  refuses: {
    challenge_unknown: later('listDeeds challenge_unknown'),
    participant_unknown: later('listDeeds participant_unknown'),
  },
};
