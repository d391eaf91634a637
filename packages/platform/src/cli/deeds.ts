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
import { exportParticipant, type ParticipantFlags, showParticipants } from './participants.ts';
import { decide, showWaiting } from './reviews.ts';
import { renameTeamNow, showTeams } from './teams.ts';
import type { Terminal } from './words.ts';

/** How they are written. */
export const usage = `kindcart challenges create FILE.json   what a sponsor promises for good deeds; the body of createChallenge
kindcart challenges list
kindcart challenges fund chl_… --amount 50000.00 --reference TEXT [--received 2026-10-21]   money of the sponsor that has come
kindcart challenges pause|resume chl_…   takes no deeds; takes them again
kindcart challenges close chl_… [--forfeit]   passes on what is left, from the third day after the last; deeds that wait give nothing then
kindcart deeds list [--challenge chl_…]   deeds that nobody believes as they are, and why
kindcart deeds accept ded_… [--note TEXT]   lets one count, as far as there is money
kindcart deeds refuse ded_… [--note TEXT]   says that one counts for nothing
kindcart participants list [--challenge chl_…] [--csv] [--organization NAME] [--live]   who does them, by the names that they gave
kindcart participants export par_…    all that is kept of one, as JSON
kindcart teams list chl_…
kindcart teams rename tem_… NAME      calls a team otherwise than whoever made it`;

/** Flags that only they have. */
export const options = {
  amount: { type: 'string' },
  reference: { type: 'string' },
  received: { type: 'string' },
  challenge: { type: 'string' },
  forfeit: { type: 'boolean' },
} as const;

/** Flags of one command only. */
export const flags: Readonly<Record<string, readonly string[]>> = {
  'challenges fund': ['amount', 'reference', 'received'],
  'challenges close': ['forfeit'],
  'deeds list': ['challenge'],
  'deeds accept': ['note'],
  'deeds refuse': ['note'],
  'participants list': ['challenge', 'csv', 'organization', 'live'],
};

/** Which of them are about something. */
export const withArgument: readonly string[] = [
  'challenges create',
  'challenges fund',
  'challenges pause',
  'challenges resume',
  'challenges close',
  'deeds accept',
  'deeds refuse',
  'participants export',
  'teams list',
  'teams rename',
];

/** What all their flags say. */
export interface DeedsFlags extends FundFlags, ParticipantFlags {
  /** Why it was decided so, for the charity's own people. */
  readonly note?: string | undefined;
  readonly forfeit?: boolean | undefined;
}

/** The work of a command of good deeds; undefined for any other. */
export function commandOf(
  command: string,
  rest: readonly string[],
  values: DeedsFlags,
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
      return (database) => closeChallengeNow(database, argument, values, terminal);
    case 'deeds list':
      return (database) => showWaiting(database, values.challenge, terminal);
    case 'deeds accept':
    case 'deeds refuse': {
      const decision = command === 'deeds accept' ? 'accept' : 'refuse';
      return (database) => decide(database, argument, { decision, note: values.note }, terminal);
    }
    case 'participants list':
      return (database) => showParticipants(database, values, terminal);
    case 'participants export':
      return (database) => exportParticipant(database, argument, terminal);
    case 'teams list':
      return (database) => showTeams(database, argument, terminal);
    case 'teams rename':
      return (database) => renameTeamNow(database, rest, terminal);
    default:
      return undefined;
  }
}
