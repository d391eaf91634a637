/**
 * What follows from what is known of a challenge: its state, what its deeds can still ask for, and what may
 * not become of it. Money is in minor units of its currency.
 */
import type { FieldError } from '../common.ts';
import {
  type Challenge,
  type ChallengeState,
  challengeDaysMax,
  type UpdateChallenge,
} from './challenge.ts';
import { daysBackMax } from './counting.ts';
import { dayAt, daysBetween } from './days.ts';
import type { CreateFunding } from './funding.ts';

/** The first place on earth where a day begins. */
const earliestZone = 'Pacific/Kiritimati';

/** Whether a challenge takes deeds, by what the day there is. A pause is one as long as deeds of its days come. */
export function challengeStateOf(
  { startsOn, endsOn, paused }: Pick<Challenge, 'startsOn' | 'endsOn'> & { paused: boolean },
  today: string,
): ChallengeState {
  if (paused && !isChallengeOver({ endsOn }, today)) return 'paused';
  if (today > endsOn) return 'ended';
  return today < startsOn ? 'upcoming' : 'open';
}

/** Whether no deeds can come any more, not even of its last day. */
export function isChallengeOver({ endsOn }: Pick<Challenge, 'endsOn'>, today: string): boolean {
  return daysBetween(endsOn, today) > daysBackMax;
}

/** The money of a challenge; null where nothing was passed on, where there is no slice. */
export interface ChallengeMoney {
  readonly funded: number;
  readonly given: number;
  readonly passedOn: number | null;
  /** Of one day: the most that it gives, and what it gave. */
  readonly slice: number | null;
  readonly givenThatDay: number;
}

/** What deeds can still ask for; nothing once the rest was passed on. */
export function challengeLeft({ funded, given, passedOn }: ChallengeMoney): number {
  return passedOn === null ? funded - given : 0;
}

/** The same of one day, which has none of it when it is no day of the challenge. */
export function challengeLeftOn(
  day: string,
  { startsOn, endsOn }: Pick<Challenge, 'startsOn' | 'endsOn'>,
  money: ChallengeMoney,
): number {
  if (day < startsOn || day > endsOn) return 0;
  const left = challengeLeft(money);
  return money.slice === null ? left : Math.min(left, money.slice - money.givenThatDay);
}

/** Why something of a challenge is refused, field by field. */
export interface ChallengeRefusal {
  readonly code:
    | 'project_closed'
    | 'currency_mismatch'
    | 'challenge_closed'
    | 'challenge_change_refused'
    | 'challenge_not_over'
    | 'deeds_undecided'
    | 'funding_too_large'
    | 'request_invalid';
  readonly fields: readonly FieldError[];
}

/** Whether a project can be promised this; in the order of the checks. */
export function refuseChallenge(
  { budget }: Pick<Challenge, 'budget'>,
  project: { readonly isOpen: boolean; readonly currency: string },
): ChallengeRefusal | null {
  if (!project.isOpen) {
    const message = 'is closed and takes nothing more';
    return { code: 'project_closed', fields: [{ field: 'projectId', message }] };
  }
  return refuseCurrency('budget', budget, project.currency, "the project's");
}

/** Whether a challenge can become this; all that is wrong with it at once. */
export function refuseChallengeChange(
  challenge: Pick<Challenge, 'budget' | 'startsOn' | 'endsOn' | 'totals' | 'closed'>,
  change: UpdateChallenge,
): ChallengeRefusal | null {
  if (challenge.closed !== null) return { code: 'challenge_closed', fields: [] };
  const { currency } = challenge.budget;
  for (const field of ['budget', 'dailyBudget'] as const) {
    const refusal = refuseCurrency(field, change[field] ?? null, currency, "the challenge's");
    if (refusal !== null) return refusal;
  }
  const fields = [...faultsOfBudget(challenge, change), ...faultsOfEnd(challenge, change)];
  return fields.length === 0 ? null : { code: 'challenge_change_refused', fields };
}

function faultsOfBudget(
  { totals: { funded } }: Pick<Challenge, 'totals'>,
  { budget }: UpdateChallenge,
): FieldError[] {
  if (budget === undefined || budget.amount >= funded.amount) return [];
  const message = `is below ${funded.amount}, which has come of it, in minor units`;
  return [{ field: 'budget.amount', message }];
}

function faultsOfEnd(
  {
    startsOn,
    endsOn: before,
    totals: { today },
  }: Pick<Challenge, 'startsOn' | 'endsOn' | 'totals'>,
  { endsOn = before }: UpdateChallenge,
): FieldError[] {
  if (endsOn === before) return [];
  const field = 'endsOn';
  if (endsOn < startsOn) return [{ field, message: `is before ${startsOn}, its first day` }];
  if (endsOn < today) return [{ field, message: `is before ${today}, which is today there` }];
  if (daysBetween(startsOn, endsOn) < challengeDaysMax) return [];
  return [{ field, message: `is more than ${challengeDaysMax} days on` }];
}

/** Whether this can have come for a challenge. */
export function refuseFunding(
  { budget, totals: { funded }, closed }: Pick<Challenge, 'budget' | 'totals' | 'closed'>,
  { amount, receivedOn }: CreateFunding,
  nowMs: number,
): ChallengeRefusal | null {
  if (receivedOn > dayAt(nowMs, earliestZone)) {
    const message = 'has not begun anywhere';
    return { code: 'request_invalid', fields: [{ field: 'receivedOn', message }] };
  }
  if (closed !== null) return { code: 'challenge_closed', fields: [] };
  const refusal = refuseCurrency('amount', amount, budget.currency, "the challenge's");
  if (refusal !== null) return refusal;
  const room = budget.amount - funded.amount;
  if (amount.amount <= room) return null;
  const message = `is above ${room}, which is still to come of what was promised, in minor units`;
  return { code: 'funding_too_large', fields: [{ field: 'amount.amount', message }] };
}

/** Whether what is left can be passed on, by how many deeds wait for a decision and whether they may lapse. */
export function refuseClosing(
  challenge: Pick<Challenge, 'endsOn' | 'totals'>,
  undecided: number,
  forfeitUndecided: boolean,
): ChallengeRefusal | null {
  const isOver = isChallengeOver(challenge, challenge.totals.today);
  if (!isOver) return { code: 'challenge_not_over', fields: [] };
  if (undecided === 0 || forfeitUndecided) return null;
  const wait = undecided === 1 ? '1 deed waits' : `${undecided} deeds wait`;
  const message = `is not true, and ${wait} for a decision`;
  return { code: 'deeds_undecided', fields: [{ field: 'forfeitUndecided', message }] };
}

/** Why a deed of that day, which was under review, can no longer count, or not yet. */
export function refuseAccepting(
  challenge: Pick<Challenge, 'startsOn' | 'endsOn'> & { readonly closed: boolean },
  day: string,
  today: string,
): 'challenge_closed' | 'deed_day_outside' | null {
  const { startsOn, endsOn, closed } = challenge;
  if (closed) return 'challenge_closed';
  return day < startsOn || day > endsOn || day > today ? 'deed_day_outside' : null;
}

/** Who gets what is left: as it was said from the beginning. */
export function leftGoesTo({ dependsOnDeeds }: Pick<Challenge, 'dependsOnDeeds'>) {
  return dependsOnDeeds ? 'sponsor' : 'project';
}

function refuseCurrency(
  field: string,
  money: { readonly currency: string } | null,
  currency: string,
  whose: string,
): ChallengeRefusal | null {
  if (money === null || money.currency === currency) return null;
  const fault = { field: `${field}.currency`, message: `is not ${currency}, ${whose} currency` };
  return { code: 'currency_mismatch', fields: [fault] };
}
