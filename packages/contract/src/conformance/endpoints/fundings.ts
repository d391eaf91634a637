/** What is promised of the money that comes for challenges. */
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const createFunding: CasesOf<'createFunding'> = {
  happy: [later('createFunding')],
  refuses: {
    challenge_unknown: later('createFunding challenge_unknown'),
    challenge_closed: later('createFunding challenge_closed'),
    currency_mismatch: later('createFunding currency_mismatch'),
    funding_too_large: later('createFunding funding_too_large'),
    funding_reference_used: later('createFunding funding_reference_used'),
  },
};

export const listFundings: CasesOf<'listFundings'> = {
  happy: [later('listFundings')],
  refuses: {
    challenge_unknown: later('listFundings challenge_unknown'),
  },
};
