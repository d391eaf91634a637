/** Keeps a challenge that is on show to the day that it is where the challenge is. */
import type { Challenge } from '@kindcart/contract';
import { dayAt } from '@kindcart/contract/days';
import { onEachDay } from '../day-turn.ts';
import { keepAsking } from './asking.ts';

type Told = Pick<Challenge, 'id' | 'timeZone' | 'state' | 'startsOn' | 'endsOn' | 'totals'>;

/**
 * Whether it was told on an earlier day, or on a later one by a clock that is wrong. The live stream tells totals
 * of a new day before anybody tells that the challenge has begun or ended on it.
 */
export function isOfAnotherDay(
  { timeZone, state, startsOn, endsOn, totals }: Told,
  nowMs: number,
): boolean {
  if (state === 'ended') return false;
  const today = dayAt(nowMs, timeZone);
  const isPast =
    (state === 'open' && today > endsOn) || (state === 'upcoming' && today >= startsOn);
  return totals.today !== today || isPast;
}

/** What it needs of the element that shows the challenge. */
export interface DayKeeperOptions {
  /** Draws again: what is shown is called by another day now. */
  readonly redraw: () => void;
  /** Asks the platform for the challenge. */
  readonly ask: () => void;
}

/** A device's clock may be ahead of the platform's: it asks until the answer is of the day. */
export class DayKeeper {
  readonly #options: DayKeeperOptions;
  #id: string | undefined;
  #stopDays: (() => void) | undefined;
  #stopAsking: (() => void) | undefined;

  constructor(options: DayKeeperOptions) {
    this.#options = options;
  }

  /** Keeps to a challenge as it was told last; another one in its place is followed at once. */
  follow(challenge: Told): void {
    if (challenge.id !== this.#id) this.stop();
    this.#id = challenge.id;
    this.#stopDays ??= onEachDay(() => challenge.timeZone, this.#options.redraw);
    if (isOfAnotherDay(challenge, Date.now())) this.#stopAsking ??= keepAsking(this.#options.ask);
    else this.#rest();
  }

  stop(): void {
    this.#rest();
    this.#stopDays?.();
    this.#stopDays = this.#id = undefined;
  }

  #rest(): void {
    this.#stopAsking?.();
    this.#stopAsking = undefined;
  }
}
