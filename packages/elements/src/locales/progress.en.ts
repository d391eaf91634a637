import { common } from './common.en.ts';
import type { WordsOfProgress } from './words.ts';

/** English of a project's progress. */
export const progress: WordsOfProgress = {
  ...common,
  progress: {
    name: (title) => `Money raised for ${title}`,
    raised: 'raised',
    ofGoal: (goal) => `of ${goal}`,
    share: (percent, raised, goal) => `${percent}: ${raised} raised of ${goal}`,
    donations: (count, formatted) => (count === 1 ? '1 gift' : `${formatted} gifts`),
    daysLeft: (count, formatted) => (count === 1 ? '1 day left' : `${formatted} days left`),
    endsToday: 'Ends today',
    until: (date) => `until ${date}`,
    ended: 'Ended',
    goalReached: 'Goal reached',
    loadFailed: 'The latest figures could not be loaded.',
    notUpdatedSince: (time) => `Not updated since ${time}`,
  },
};
