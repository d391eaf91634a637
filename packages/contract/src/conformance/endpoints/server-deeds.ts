/** What is promised of deeds that servers tell of. */
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const createPartnerDeeds: CasesOf<'createPartnerDeeds'> = {
  happy: [later('createPartnerDeeds')],
  refuses: {
    challenge_unknown: later('createPartnerDeeds challenge_unknown'),
    challenge_not_open: later('createPartnerDeeds challenge_not_open'),
    source_not_taken: later('createPartnerDeeds source_not_taken'),
  },
};

export const createWerunDeeds: CasesOf<'createWerunDeeds'> = {
  happy: [later('createWerunDeeds')],
  refuses: {
    challenge_unknown: later('createWerunDeeds challenge_unknown'),
    challenge_not_open: later('createWerunDeeds challenge_not_open'),
    source_not_taken: later('createWerunDeeds source_not_taken'),
    participant_unknown: later('createWerunDeeds participant_unknown'),
    werun_unreadable: later('createWerunDeeds werun_unreadable'),
    werun_app_mismatch: later('createWerunDeeds werun_app_mismatch'),
    werun_outdated: later('createWerunDeeds werun_outdated'),
  },
};
