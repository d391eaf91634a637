/** What a page keeps of its device's participant. Pure. */
import type { Deed, DeedRefusal, Id, Source } from '@kindcart/contract';

/** The total of a day by a source: what a device tells of. */
export interface DayTotal {
  readonly challengeId: Id<'challenge'>;
  /** Day of the challenge's calendar. */
  readonly day: string;
  readonly source: Source;
  readonly quantity: number;
}

/** A total with the number under which it is told: told again, it is the same. */
export interface NumberedTotal extends DayTotal {
  readonly counter: number;
}

/** What the platform made of a total. */
export interface Told extends DayTotal {
  /** What it gave, in minor units; what limited it; or why a person looks at it. */
  readonly deed: Pick<Deed, 'state' | 'reason' | 'given' | 'limitedBy'> | null;
  readonly refused: DeedRefusal | null;
}

/** All that a device knows of its participant, but for the keys. */
export interface ParticipantRecord {
  /** Null until the platform has made one. */
  readonly participantId: Id<'participant'> | null;
  readonly name: string | null;
  /** Of the last deed that the platform took. */
  readonly counter: number;
  /** When the last wish was made. */
  readonly wishMs: number;
  /** Counted on this device: the newest total of each day and source. */
  readonly counted: readonly DayTotal[];
  /** To be told; in the order in which they were given. */
  readonly waiting: readonly DayTotal[];
  /** Told under these numbers, and not answered yet. */
  readonly sending: readonly NumberedTotal[];
  /** What the platform took in this name. */
  readonly told: readonly Told[];
  /** What was told in the name of participants whom this device left; records of before have none. */
  readonly elsewhere?: readonly Place[];
  /** The team of each challenge that was joined from here. */
  readonly teams: Readonly<Record<string, Id<'team'>>>;
}

export const emptyRecord: ParticipantRecord = {
  participantId: null,
  name: null,
  counter: 0,
  wishMs: 0,
  counted: [],
  waiting: [],
  sending: [],
  told: [],
  teams: {},
};

/** More than can still be told: what is older is forgotten. */
const keptMax = 100;
/** Most that is told at once. */
const batchMax = 31;

type Place = Pick<DayTotal, 'challengeId' | 'day' | 'source'>;

const isOfDay = (one: Place, other: Place) =>
  one.challengeId === other.challengeId && one.day === other.day;
const isAt = (one: Place, other: Place) => isOfDay(one, other) && one.source === other.source;

/** The entry of a day and source. */
export function at<Entry extends Place>(
  entries: readonly Entry[],
  place: Place,
): Entry | undefined {
  return entries.find((entry) => isAt(entry, place));
}

/** The entries with one of its day and source put last, in the place of the one before. */
function put<Entry extends Place>(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  return [...entries.filter((each) => !isAt(each, entry)), entry].slice(-keptMax);
}

/** The record once so many more were counted. */
export function withCounted(
  record: ParticipantRecord,
  { quantity: more, ...place }: DayTotal,
): ParticipantRecord {
  const quantity = (at(record.counted, place)?.quantity ?? 0) + more;
  return { ...record, counted: put(record.counted, { ...place, quantity }) };
}

/** What was told of a day and source, or is about to be: what is no more than that needs no telling. */
export function toldOf(
  { told, sending, waiting }: Pick<ParticipantRecord, 'told' | 'sending' | 'waiting'>,
  place: Place,
): number {
  const known = at(told, place);
  const isTaken = known?.deed ? known.quantity : 0;
  return Math.max(isTaken, at(sending, place)?.quantity ?? 0, at(waiting, place)?.quantity ?? 0);
}

/** What counts step by step on the page. Any other source tells of whole days. */
const pageSources: ReadonlySet<Source> = new Set(['motion', 'bluetooth']);

/** Whether a whole day was told and does not count so far: then another total is a correction, be it smaller. */
function isOpen({ told, sending, waiting }: ParticipantRecord, total: DayTotal): boolean {
  const last = at(told, total);
  if (pageSources.has(total.source) || at(sending, total) || at(waiting, total)) return false;
  return !!last?.deed && last.deed.state !== 'counted' && last.quantity !== total.quantity;
}

/**
 * The record once totals are given; one that says no more than what was told is left out. Of a day that was told
 * elsewhere it is what was counted here that holds: who gives may have read of it before the device left.
 */
export function withGiven(
  record: ParticipantRecord,
  totals: readonly DayTotal[],
): ParticipantRecord {
  let given = record;
  for (const total of totals) {
    const known = at(given.counted, total)?.quantity ?? 0;
    const isElsewhere = given.elsewhere?.some((place) => isOfDay(place, total));
    const quantity = isElsewhere ? Math.min(total.quantity, known) : total.quantity;
    const isCorrection = !isElsewhere && isOpen(given, total);
    if (quantity <= toldOf(given, total) && !isCorrection) continue;
    const counted = isCorrection ? quantity : Math.max(quantity, known);
    given = {
      ...given,
      counted: put(given.counted, { ...total, quantity: counted }),
      waiting: put(given.waiting, { ...total, quantity }),
    };
  }
  return given;
}

/** What of totals was not given, whole or in part, as the steps of their days were given before. */
export function leftOut(
  before: ParticipantRecord,
  after: ParticipantRecord,
  totals: readonly DayTotal[],
): readonly DayTotal[] {
  return totals.filter((total) => {
    const entry = at(after.waiting, total);
    return entry === at(before.waiting, total) || (entry?.quantity ?? 0) < total.quantity;
  });
}

/**
 * The record of a device that leaves its participant. Of what was counted on the page, only what was not told is
 * left; and nothing of a day of which a whole total was told or is to be, as nobody knows which of its steps are
 * the same.
 */
export function withLeft(record: ParticipantRecord): ParticipantRecord {
  const taken = record.told.filter(({ deed }) => deed);
  const restOf = (total: DayTotal) => {
    const ofDay = taken.filter((each) => isOfDay(each, total));
    if (ofDay.length === 0) return [total];
    const quantity = total.quantity - (at(ofDay, total)?.quantity ?? 0);
    const isOfPage = [total, ...ofDay].every(({ source }) => pageSources.has(source));
    return isOfPage && quantity > 0 ? [{ ...total, quantity }] : [];
  };
  return {
    ...record,
    counted: record.counted.flatMap(restOf),
    waiting: record.waiting.flatMap(restOf),
    told: [],
    elsewhere: taken
      .map(({ challengeId, day, source }) => ({ challengeId, day, source }))
      .reduce<readonly Place[]>(put, record.elsewhere ?? []),
  };
}

/** The record with its next batch numbered: of one challenge, the earliest days first. */
export function withBatch(record: ParticipantRecord): ParticipantRecord {
  const [first] = record.waiting;
  if (record.sending.length > 0 || first === undefined) return record;
  const batch = record.waiting
    .filter(({ challengeId }) => challengeId === first.challengeId)
    .sort((one, other) => (one.day < other.day ? -1 : 1))
    .slice(0, batchMax);
  return {
    ...record,
    waiting: record.waiting.filter((each) => !batch.includes(each)),
    sending: batch.map((total, index) => ({ ...total, counter: record.counter + 1 + index })),
  };
}

/** The record with what was being told put back, to be numbered anew; newer totals win. */
export function withBatchBack(
  record: ParticipantRecord,
  totals: readonly DayTotal[] = record.sending,
): ParticipantRecord {
  const back = totals
    .filter((total) => at(record.waiting, total) === undefined)
    .map(({ challengeId, day, source, quantity }) => ({ challengeId, day, source, quantity }));
  return { ...record, sending: [], waiting: [...back, ...record.waiting] };
}

/** One answer to one total. */
export interface Outcome {
  readonly deed: Deed | null;
  readonly refused: DeedRefusal | null;
}

/** Refusals that are no matter of the total: its number was wrong, or the platform does not know the device. */
const numberWrong: ReadonlySet<DeedRefusal | null> = new Set(['counter_reused', 'counter_too_low']);
const nobodyKnown: ReadonlySet<DeedRefusal | null> = new Set([
  'participant_unknown',
  'device_unknown',
]);

/** What comes of the answers to the batch. */
export interface Settled {
  readonly record: ParticipantRecord;
  readonly told: readonly Told[];
  /** Whether the device has to ask who it is before it tells the rest. */
  readonly mustAsk: boolean;
}

/** The record once the batch was answered. */
export function withOutcomes(record: ParticipantRecord, outcomes: readonly Outcome[]): Settled {
  const { sending } = record;
  const answered = sending.map((total, index) => ({
    total,
    outcome: outcomes[index] ?? { deed: null, refused: null },
  }));
  const isOpen = ({ deed, refused }: Outcome) =>
    numberWrong.has(refused) || nobodyKnown.has(refused) || (deed === null && refused === null);
  const open = answered.filter(({ outcome }) => isOpen(outcome)).map(({ total }) => total);
  const told = answered
    .filter(({ outcome }) => !isOpen(outcome))
    .map(({ total: { counter: _, ...total }, outcome: { deed, refused } }): Told => {
      const said = deed && {
        state: deed.state,
        reason: deed.reason,
        given: deed.given,
        limitedBy: deed.limitedBy,
      };
      return { ...total, deed: said, refused };
    });
  const taken = answered.flatMap(({ total, outcome }) => (outcome.deed ? [total.counter] : []));
  const back = withBatchBack(record, open);
  return {
    record: {
      ...back,
      counter: Math.max(record.counter, ...taken),
      // One that was refused takes nothing back of what was taken before.
      told: told.filter(({ deed }) => deed).reduce<readonly Told[]>(put, record.told),
      participantId: answered.some(({ outcome }) => nobodyKnown.has(outcome.refused))
        ? null
        : record.participantId,
    },
    told,
    mustAsk: open.length > 0,
  };
}
