import { deeds } from './deeds.en.ts';
import type { WordsOfHistory } from './deeds-words.ts';

/** English of the days of one who walks. */
export const history: WordsOfHistory = {
  ...deeds,
  history: {
    days: 'Days on which you gave steps',
    together: (amount, steps) => `${amount} for ${steps}`,
    given: (amount) => `gave ${amount}`,
    none: 'No steps have been given from this device yet.',
    noneHow: 'Days on which you give steps will be listed here.',
    waiting: 'Not sent yet. That happens by itself once there is a connection.',
    more: 'Earlier days are not listed.',
    limits: {
      person_cap: 'More steps than count for one person in a day.',
      source_cap: 'More steps than count in a day when they are told this way.',
      daily_budget: 'The budget of that day was used up.',
      budget: 'All that had come for the challenge by then was given.',
    },
    tooFew: (least) => `A day gives from ${least} on.`,
    sources: {
      werun: 'WeChat',
      partner: 'The charity’s own app',
      bluetooth: 'Foot pod',
      motion: 'Counted on this page',
      import: 'From a file',
      declared: 'Typed in',
    },
    told: (source, steps) => `${source}: ${steps}`,
    underReview: 'Under review: counts once the charity has accepted it.',
    refused: 'The charity did not accept this.',
    reasons: {
      day_ceiling: 'More steps than nearly anybody walks in a day.',
      cadence: 'More steps than fit into the time.',
      future_day: 'The day had not begun yet. Is the clock of the device right?',
      old_day: 'The day was more than two days ago.',
      counter_gap: 'Something that this device sent before did not arrive.',
      one_device_many: 'Many participants came from one place.',
    },
    unknown: 'This challenge cannot be found.',
  },
};
