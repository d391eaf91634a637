/** What is promised of deeds that somebody looks at. */
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const listDeedsUnderReview: CasesOf<'listDeedsUnderReview'> = {
  happy: [later('listDeedsUnderReview')],
  refuses: {},
};

export const decideDeed: CasesOf<'decideDeed'> = {
  happy: [later('decideDeed')],
  refuses: {
    deed_unknown: later('decideDeed deed_unknown'),
    deed_decided: later('decideDeed deed_decided'),
    challenge_closed: later('decideDeed challenge_closed'),
  },
};
