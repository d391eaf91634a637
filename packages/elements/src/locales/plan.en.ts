import type { Words } from './words.ts';

/** English of monthly giving. */
export const plan: Pick<Words, 'plan'> = {
  plan: {
    name: (title) => `Monthly gifts to ${title}`,
    otherAmount: 'Another amount',
    freedom: 'You can change or stop it at any time.',
    loadFailed: 'Monthly giving could not be loaded.',
  },
};
