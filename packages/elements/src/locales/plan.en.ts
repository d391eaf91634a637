import { common } from './common.en.ts';
import { thanks } from './thanks.en.ts';
import type { Words, WordsOfPlan } from './words.ts';

/** English of monthly giving. */
export const plan: Pick<Words, 'plan'> = {
  plan: {
    name: (title) => `Monthly gifts to ${title}`,
    otherAmount: 'Another amount',
    freedom: 'You can change or stop it at any time.',
    loadFailed: 'Monthly giving could not be loaded.',
  },
};

/** All that monthly giving says before the form is opened. */
export const monthlyPlan: WordsOfPlan = { ...common, ...thanks, ...plan };
