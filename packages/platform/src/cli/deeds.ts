/** Commands of good deeds. */
import type { OpenDatabase } from '../database/open.ts';
import {
  closeChallengeNow,
  createChallenge,
  type FundFlags,
  fund,
  pauseChallenge,
  showChallenges,
} from './challenges.ts';
import { renameTeamNow, showTeams } from './teams.ts';
import type { Terminal } from './words.ts';

/** How they are written. */
export const usage = `kindcart challenges create FILE.json   what a sponsor promises for good deeds; the body of createChallenge
kindcart challenges list
kindcart challenges fund chl_… --amount 50000.00 --reference TEXT [--received 2026-10-21]   money of the sponsor that has come
kindcart challenges pause|resume chl_…   takes no deeds; takes them again
kindcart challenges close chl_…       passes on what is left, from the third day after the last
kindcart teams list chl_…
kindcart teams rename tem_… NAME      calls a team otherwise than whoever made it`;

/** Flags that only they have. */
export const options = {
  amount: { type: 'string' },
  reference: { type: 'string' },
  received: { type: 'string' },
} as const;

/** Flags of one command only. */
export const flags: Readonly<Record<string, readonly string[]>> = {
  'challenges fund': ['amount', 'reference', 'received'],
};

/** Which of them are about something. */
export const withArgument: readonly string[] = [
  'challenges create',
  'challenges fund',
  'challenges pause',
  'challenges resume',
  'challenges close',
  'teams list',
  'teams rename',
];

/** The work of a command of good deeds; undefined for any other. */
export function commandOf(
  command: string,
  rest: readonly string[],
  values: FundFlags,
  terminal: Terminal,
): ((database: OpenDatabase) => Promise<number>) | undefined {
  const [argument] = rest;
  switch (command) {
    case 'challenges create':
      return (database) => createChallenge(database, argument, terminal);
    case 'challenges list':
      return (database) => showChallenges(database, terminal);
    case 'challenges fund':
      return (database) => fund(database, argument, values, terminal);
    case 'challenges pause':
    case 'challenges resume': {
      const isPaused = command === 'challenges pause';
      return (database) => pauseChallenge(database, argument, isPaused, terminal);
    }
    case 'challenges close':
      return (database) => closeChallengeNow(database, argument, terminal);
    case 'teams list':
      return (database) => showTeams(database, argument, terminal);
    case 'teams rename':
      return (database) => renameTeamNow(database, rest, terminal);
    default:
      return undefined;
  }
}
