/**
 * Deeds that are committed together, decided one after the other on what was read of their challenges under
 * lock. What changes is kept in what was read, so that each deed meets what those before it left; the rows
 * are written afterwards, all at once.
 */
import {
  countDay,
  type DayTerms,
  type DeedRefusal,
  dayAt,
  dayPassedMs,
  giftWithin,
  type Id,
  judgeCounter,
  type MoneyLeft,
  type Quantities,
  type ReviewReason,
  refuseDeed,
  reviewReason,
  type Source,
  type TakingTerms,
  underReviewMax,
  wantedBy,
  worthOf,
} from '@kindcart/contract';
import type { Selectable } from 'kysely';
import type { DeedTable } from '../../database/tables/deeds.ts';
import type { Book } from '../../ledger/rules.ts';

/** A deed as it is told; whoever hands it on has held its signature against the device's key. */
export interface ToldDeed extends Book {
  readonly challengeId: Id<'challenge'>;
  readonly participantId: Id<'participant'>;
  readonly day: string;
  /** Total of the day by this source. */
  readonly quantity: number;
  readonly source: Source;
  /** Null of one that a server tells. */
  readonly signed: {
    readonly device: string;
    readonly counter: number;
    readonly signature: string;
  } | null;
}

export type DeedRow = Selectable<DeedTable>;

/** What became of a deed. */
export type Taking =
  | { readonly row: DeedRow; readonly currency: string }
  | { readonly refused: DeedRefusal };

/** A challenge as it was read, and what the batch adds. */
export interface ChallengeNow extends DayTerms, TakingTerms, Book {
  readonly id: Id<'challenge'>;
  readonly projectId: Id<'project'>;
  readonly currency: string;
  readonly timeZone: string;
  /** What deeds may still give. */
  left: number;
  readonly dailyBudget: number | null;
  added: { given: number; quantity: number; deeds: number; participants: number };
  changed: boolean;
}

/** A day of a challenge. */
export interface DayNow {
  readonly challenge: ChallengeNow;
  readonly day: string;
  slice: number | null;
  given: number;
  quantity: number;
  /** What the batch gives, and what names its first gift, of whichever deed. */
  added: number;
  firstGift: string | null;
  changed: boolean;
}

/** A participant in a challenge. */
export interface WalkerNow extends Book {
  readonly participantId: Id<'participant'>;
  /** Whether a day of theirs counts already. */
  counts: boolean;
  readonly crowded: boolean;
  /** How many deeds of theirs nobody has decided on. */
  undecided: number;
  readonly teamId: Id<'team'> | null;
  /** What the batch adds. */
  added: { given: number; quantity: number };
}

/** A day of a participant in a challenge. */
export interface WalkerDayNow {
  readonly challenge: ChallengeNow;
  readonly participantId: Id<'participant'>;
  readonly day: string;
  readonly quantities: Quantities;
  counted: number;
  given: number;
  limitedBy: DeedRow['limited_by'];
  changed: boolean;
}

/** A device that signs. */
export interface DeviceNow extends Book {
  readonly id: string;
  readonly participantId: Id<'participant'>;
  /** The highest counter that was heard. */
  counter: number;
  changed: boolean;
}

/** All that was read for a batch, by the keys below. */
export interface Batch {
  readonly now: Date;
  readonly newDeedId: () => Id<'deed'>;
  readonly challenges: Map<string, ChallengeNow>;
  readonly days: Map<string, DayNow>;
  readonly walkers: Map<string, WalkerNow>;
  readonly walkerDays: Map<string, WalkerDayNow>;
  readonly devices: Map<string, DeviceNow>;
  /** Deeds that were told before, by what names them. */
  readonly known: Map<string, DeedRow>;
  /** Those that the batch makes. */
  readonly made: DeedRow[];
  /** Those of before that somebody decided on, or that were judged or counted again. */
  readonly changed: Set<DeedRow>;
  /** What the clocks of challenges show. */
  readonly passedMs: Map<string, number>;
}

type InChallenge = Pick<ToldDeed, 'organizationId' | 'livemode' | 'challengeId'>;

export const challengeKey = (deed: InChallenge) =>
  `${deed.organizationId} ${deed.livemode} ${deed.challengeId}`;
export const dayKey = (deed: InChallenge & { readonly day: string }) =>
  `${challengeKey(deed)} ${deed.day}`;
export const walkerKey = (deed: Omit<ToldDeed, 'signed' | 'day' | 'quantity' | 'source'>) =>
  `${challengeKey(deed)} ${deed.participantId}`;
export const walkerDayKey = (deed: Omit<ToldDeed, 'signed' | 'quantity' | 'source'>) =>
  `${walkerKey(deed)} ${deed.day}`;
export const deviceKey = (book: Book, device: string) =>
  `${book.organizationId} ${book.livemode} ${device}`;

/** What names a deed: its device and counter, or all that a server told. */
export function nameOf(deed: ToldDeed): string {
  const { signed, source, quantity } = deed;
  if (signed !== null) return `${deviceKey(deed, signed.device)} ${signed.counter}`;
  return `${walkerDayKey(deed)} ${source} ${quantity}`;
}

/** Decides one deed. The same one again is answered as it stands now. */
export function takeDeed(batch: Batch, deed: ToldDeed): Taking {
  const walker = batch.walkers.get(walkerKey(deed));
  if (walker === undefined) return { refused: 'participant_unknown' };
  const { signed } = deed;
  const device = signed && batch.devices.get(deviceKey(deed, signed.device));
  if (signed !== null && device?.participantId !== deed.participantId) {
    return { refused: 'device_unknown' };
  }
  const challenge = batch.challenges.get(challengeKey(deed));
  const known = batch.known.get(nameOf(deed));
  if (known !== undefined) {
    if (challenge === undefined || !isSame(known, deed)) return { refused: 'counter_reused' };
    if (signed === null) takeAgain(batch, challenge, walker, known);
    return { row: known, currency: challenge.currency };
  }
  const order = device && signed ? judgeCounter(signed.counter, device.counter) : 'next';
  // Heard of even if it is refused: what the device tells next follows upon it.
  if (device && signed) hear(device, signed.counter);
  if (challenge === undefined) return { refused: 'challenge_unknown' };
  const today = dayAt(batch.now.getTime(), challenge.timeZone);
  const toldBy = signed === null ? 'server' : 'device';
  const refused = refuseDeed(challenge, { ...deed, toldBy }, today);
  if (refused !== null) return { refused };
  if (order === 'too_low') return { refused: 'counter_too_low' };
  const reason = judge(batch, challenge, walker, deed, order === 'gap');
  if (reason !== null) {
    if (walker.undecided >= underReviewMax) return { refused: 'too_many_under_review' };
    walker.undecided += 1;
  }
  const row = newRow(batch, deed, reason);
  batch.made.push(row);
  batch.known.set(nameOf(deed), row);
  if (reason === null) countIn(batch, challenge, row);
  return { row, currency: challenge.currency };
}

/** Why somebody should look at it before it counts; null where it is believed. */
function judge(
  batch: Batch,
  challenge: ChallengeNow,
  { crowded }: WalkerNow,
  deed: Pick<DeedRow, 'day' | 'quantity' | 'source'>,
  gap: boolean,
): ReviewReason | null {
  const { day, quantity, source } = deed;
  const today = dayAt(batch.now.getTime(), challenge.timeZone);
  const passedMs = passedMsOf(batch, challenge, day);
  return reviewReason(challenge.kind, { day, quantity, source, today, passedMs, gap, crowded });
}

/** Takes a total that a server tells again, as far as the challenge takes it and that can change something. */
function takeAgain(batch: Batch, challenge: ChallengeNow, walker: WalkerNow, row: DeedRow): void {
  const today = dayAt(batch.now.getTime(), challenge.timeZone);
  if (refuseDeed(challenge, { ...row, toldBy: 'server' }, today) !== null) return;
  const wanted = wantedBy({ ...row, limitedBy: row.limited_by });
  if (wanted === 'time') {
    const reason = judge(batch, challenge, walker, row, false);
    if (reason === row.reason) return;
    batch.changed.add(row);
    if (reason !== null) {
      row.reason = reason;
      return;
    }
    row.state = 'counted';
    walker.undecided -= 1;
    countIn(batch, challenge, row);
  } else if (wanted === 'money') {
    const { slice, budget } = moneyLeftOn(challenge, dayOf(batch, challenge, inChallenge(row)));
    if (Math.min(budget, slice ?? budget) === 0) return;
    batch.changed.add(row);
    countIn(batch, challenge, row);
  }
}

function isSame(row: DeedRow, deed: ToldDeed): boolean {
  return (
    row.challenge_id === deed.challengeId &&
    row.participant_id === deed.participantId &&
    row.day === deed.day &&
    row.quantity === deed.quantity &&
    row.source === deed.source
  );
}

function hear(device: DeviceNow, counter: number): void {
  if (counter <= device.counter) return;
  device.counter = counter;
  device.changed = true;
}

/** Many deeds of a batch are of the same few days, and asking the calendar takes a while. */
function passedMsOf(batch: Batch, { timeZone }: ChallengeNow, day: string): number {
  const key = `${timeZone} ${day}`;
  const known = batch.passedMs.get(key);
  if (known !== undefined) return known;
  const passedMs = dayPassedMs(day, timeZone, batch.now.getTime());
  batch.passedMs.set(key, passedMs);
  return passedMs;
}

function newRow(batch: Batch, deed: ToldDeed, reason: DeedRow['reason']): DeedRow {
  return {
    organization_id: deed.organizationId,
    id: batch.newDeedId(),
    livemode: deed.livemode,
    challenge_id: deed.challengeId,
    participant_id: deed.participantId,
    day: deed.day,
    quantity: deed.quantity,
    source: deed.source,
    device_id: deed.signed?.device ?? null,
    counter: deed.signed?.counter ?? null,
    signature: deed.signed?.signature ?? null,
    state: reason === null ? 'counted' : 'under_review',
    reason,
    counted: 0,
    given_amount: 0,
    limited_by: null,
    note: null,
    created_at: batch.now,
    decided_at: null,
  };
}

/** Of which day of whose a row is. */
function inChallenge(row: DeedRow) {
  return {
    organizationId: row.organization_id,
    livemode: row.livemode,
    challengeId: row.challenge_id,
    participantId: row.participant_id,
    day: row.day,
  };
}

function moneyLeftOn({ left: budget }: ChallengeNow, { slice, given }: DayNow): MoneyLeft {
  return { slice: slice === null ? null : slice - given, budget };
}

/**
 * Lets a deed count: its day, the challenge and its money move, and the row says how. One that counted before
 * gives what its day is worth beyond what the day gave, which is nothing but what money was wanting for.
 */
export function countIn(batch: Batch, challenge: ChallengeNow, row: DeedRow): void {
  const of = inChallenge(row);
  const walker = batch.walkers.get(walkerKey(of));
  if (walker === undefined) throw new Error(`Nobody was read who did ${row.id}`);
  const theirs = walkerDayOf(batch, challenge, of);
  const day = dayOf(batch, challenge, of);
  theirs.quantities[row.source] = Math.max(theirs.quantities[row.source] ?? 0, row.quantity);
  const { counted: now, limitedBy } = countDay(challenge, theirs.quantities);
  const counted = Math.max(theirs.counted, now);
  const due = worthOf(counted, challenge) - theirs.given;
  const gift = giftWithin(due, moneyLeftOn(challenge, day));
  const more = counted - theirs.counted;

  if (theirs.counted === 0 && counted > 0) challenge.added.deeds += 1;
  if (!walker.counts && counted > 0) {
    walker.counts = true;
    challenge.added.participants += 1;
  }
  theirs.counted = counted;
  theirs.given += gift.amount;
  theirs.limitedBy = gift.limitedBy ?? limitedBy;
  day.given += gift.amount;
  day.added += gift.amount;
  day.quantity += more;
  if (gift.amount > 0) day.firstGift ??= nameOfGift(row);
  walker.added.given += gift.amount;
  walker.added.quantity += more;
  challenge.left -= gift.amount;
  challenge.added.given += gift.amount;
  challenge.added.quantity += more;
  for (const moved of [theirs, day]) moved.changed = true;
  if (more > 0 || gift.amount > 0) challenge.changed = true;
  row.counted = counted;
  row.given_amount += gift.amount;
  row.limited_by = theirs.limitedBy;
}

/** The deed's id; with what it gave before where it gives once more, since nothing is booked twice of a name. */
function nameOfGift({ id, given_amount: before }: DeedRow): string {
  return before === 0 ? id : `${id} after ${before}`;
}

function walkerDayOf(
  batch: Batch,
  challenge: ChallengeNow,
  of: Omit<ToldDeed, 'signed' | 'quantity' | 'source'>,
): WalkerDayNow {
  const key = walkerDayKey(of);
  const known = batch.walkerDays.get(key);
  if (known !== undefined) return known;
  const made: WalkerDayNow = {
    challenge,
    participantId: of.participantId,
    day: of.day,
    quantities: {},
    counted: 0,
    given: 0,
    limitedBy: null,
    changed: false,
  };
  batch.walkerDays.set(key, made);
  return made;
}

/** A day that nothing was given on yet takes the slice that the challenge has now. */
function dayOf(
  batch: Batch,
  challenge: ChallengeNow,
  of: InChallenge & { readonly day: string },
): DayNow {
  const key = dayKey(of);
  const known = batch.days.get(key);
  const slice = challenge.dailyBudget;
  if (known !== undefined) {
    if (known.given === 0) known.slice = slice;
    return known;
  }
  const made: DayNow = {
    challenge,
    day: of.day,
    slice,
    given: 0,
    quantity: 0,
    added: 0,
    firstGift: null,
    changed: false,
  };
  batch.days.set(key, made);
  return made;
}
