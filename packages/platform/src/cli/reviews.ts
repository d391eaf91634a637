/** `kindcart deeds list|accept|refuse`: good deeds that nobody believes as they are, and what is decided of them. */
import {
  type Challenge,
  type DayLimit,
  type DecideDeed,
  type Deed,
  decideDeedSchema,
  formatMoney,
  isId,
  kinds,
  newId,
  parse,
  type ReviewReason,
} from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { allChallenges } from '../deeds/challenges/records.ts';
import { decideDeed } from '../deeds/deeds/deciding.ts';
import type { GivingParts } from '../deeds/deeds/giving.ts';
import { listUnderReview } from '../deeds/deeds/records.ts';
import { fromOnePlaceMax } from '../deeds/participants/rules.ts';
import { bookOfDeed } from '../deeds/participants/waiting.ts';
import type { Book } from '../ledger/rules.ts';
import { findChallenge } from './challenges.ts';
import { refusedInWords } from './refused.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

const now = () => new Date(systemIds.nowMs());
const count = new Intl.NumberFormat('en');

const doubts: Readonly<Record<ReviewReason, string>> = {
  day_ceiling: 'more than nearly anybody does in a day',
  cadence: 'more than the minutes of that day had room for',
  future_day: 'of a day that has not begun there',
  old_day: 'told too late',
  counter_gap: 'deeds of the device before it never came',
  one_device_many: `${fromOnePlaceMax} others or more came from the same address before`,
};

const limits: Readonly<Record<DayLimit, string>> = {
  person_cap: 'No more of a day counts for one person.',
  source_cap: 'No more of a day counts by this source.',
  daily_budget: 'No more is left of what the day may give.',
  budget: 'No more is left of the money that has come.',
};

type Known = Pick<Challenge, 'id' | 'kind'>;

/** Lists those that wait, the oldest first: of all challenges, or of one. */
export async function showWaiting(
  database: OpenDatabase,
  challengeId: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const { db } = database;
  const { books, challenges } = await askedFor(database, challengeId);
  const [only] = challengeId === undefined ? [] : challenges;
  let waiting = 0;
  for (const book of books) {
    for await (const deed of underReview(db, book, only?.id)) {
      waiting += 1;
      terminal.line(lineOf(deed, challenges));
    }
  }
  if (waiting === 0) terminal.line('No deed waits to be looked at.');
  return 0;
}

/** Whose books, and the challenges that their deeds may be of. */
async function askedFor(
  database: OpenDatabase,
  id: string | undefined,
): Promise<{ readonly books: readonly Book[]; readonly challenges: readonly Known[] }> {
  if (id !== undefined) {
    const { book, challenge } = await findChallenge(database, id);
    return { books: [book], challenges: [challenge] };
  }
  const known = await allChallenges(database.db, now());
  const books = new Map<string, Book>();
  for (const { organizationId, challenge } of known) {
    const { livemode } = challenge;
    books.set(`${organizationId} ${livemode}`, { organizationId, livemode });
  }
  return { books: [...books.values()], challenges: known.map(({ challenge }) => challenge) };
}

const deedsPerPage = 100;

async function* underReview(
  db: OpenDatabase['db'],
  book: Book,
  challengeId: Challenge['id'] | undefined,
): AsyncGenerator<Deed> {
  let cursor: string | undefined;
  for (;;) {
    const page = { challengeId, cursor, limit: deedsPerPage };
    const found = await listUnderReview(db, book, page);
    yield* found;
    if (found.length < deedsPerPage) return;
    cursor = found.at(-1)?.id;
  }
}

function lineOf(deed: Deed, challenges: readonly Known[]): string {
  const { id, challengeId, participantId, livemode, day, source, quantity, reason } = deed;
  const kind = challenges.find((one) => one.id === challengeId)?.kind;
  const total = [count.format(quantity), ...(kind ? [kinds[kind].unit] : [])].join(' ');
  const why = reason === null ? '' : doubts[reason];
  return [
    ...[id, challengeId, livemode ? 'live' : 'test', participantId],
    ...[day, source, total, why, `since ${deed.createdAt}`],
  ].join('  ');
}

/** Lets a deed count, or says that it does not. */
export async function decide(
  { db }: OpenDatabase,
  id: string | undefined,
  {
    decision,
    note,
  }: { readonly decision: DecideDeed['decision']; readonly note: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const said = parse(decideDeedSchema, { decision, note: note ?? null });
  if (!said.ok) {
    throw new CommandError(`--note ${said.fields[0]?.message ?? 'cannot be kept'}.`);
  }
  if (id === undefined)
    throw new CommandError(`Say which one: \`kindcart deeds ${decision} ded_…\`.`);
  const book = isId('deed', id) ? await bookOfDeed(db, id) : undefined;
  if (book === undefined || !isId('deed', id)) {
    throw new CommandError(
      `There is no deed ${id}. \`kindcart deeds list\` lists those that wait to be looked at.`,
    );
  }
  const parts: GivingParts = { db, now, newId: (kind) => newId(kind, systemIds) };
  const deed = await refusedInWords(() => decideDeed(parts, book, id, said.value));
  terminal.line(becameOf(deed));
  return 0;
}

function becameOf({ id, state, day, counted, given, limitedBy }: Deed): string {
  if (state !== 'counted') return `${id} is refused: it counts for nothing.`;
  const why = limitedBy === null ? [] : [limits[limitedBy]];
  const gave = `it gave ${formatMoney(given, 'en')}`;
  return [`${id} is accepted: of ${day} ${count.format(counted)} count, and ${gave}.`, ...why].join(
    ' ',
  );
}
