import { common } from './common.en.ts';
import type { WordsOfWall } from './words.ts';

/** English of a donor wall. */
export const wall: WordsOfWall = {
  ...common,
  wall: {
    name: (title) => `Gifts to ${title}`,
    order: 'Which gifts',
    recent: 'Latest',
    largest: 'Largest',
    anonymous: 'Anonymous',
    more: 'Show more',
    shown: (formatted) => `${formatted} gifts are shown`,
    newGift: (name, amount) => `New gift: ${name}, ${amount}`,
    newGifts: (formatted) => `${formatted} new gifts`,
    empty: 'Be the first to give.',
    emptyClosed: 'This project is closed and has no gifts to show.',
    loadFailed: 'The latest gifts could not be loaded.',
  },
};
