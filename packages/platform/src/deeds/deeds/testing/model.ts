/** What deeds must give, worked out anew from all that was told so far, without any of the platform's rules. */
import { type CreateChallenge, type DayLimit, type Source, sourceNames } from '@kindcart/contract';

/** A deed of the model, by anybody's number. */
export interface ModelDeed {
  readonly walker: number;
  readonly day: string;
  readonly source: Source;
  readonly quantity: number;
}

/** What is expected of a deed. */
export interface Expected {
  readonly counted: number;
  readonly given: number;
  readonly limitedBy: DayLimit | null;
}

const tiers: Readonly<Record<Source, number>> = {
  werun: 3,
  partner: 3,
  bluetooth: 2,
  motion: 2,
  import: 1,
  declared: 0,
};

/** A budget that is given out deed by deed. */
export class DeedsModel {
  readonly #terms: CreateChallenge;
  readonly #funded: number;
  readonly #told: (ModelDeed & Expected)[] = [];

  constructor(terms: CreateChallenge, funded: number) {
    this.#terms = terms;
    this.#funded = funded;
  }

  /** All that was given so far. */
  get given(): number {
    return sum(this.#told.map(({ given }) => given));
  }

  /** Tells the model of a deed that is believed. */
  tell(deed: ModelDeed): Expected {
    const own = this.#told.filter(({ walker, day }) => walker === deed.walker && day === deed.day);
    const { counted: now, cap } = this.#count([...own, deed]);
    const counted = Math.max(now, ...own.map((one) => one.counted));
    const { quantity, amount } = this.#terms.rate;
    const worth = Math.floor((counted / quantity) * amount.amount + 1e-9);
    const due = worth - sum(own.map(({ given }) => given));
    const ofDay = this.#told.filter(({ day }) => day === deed.day);
    const sliceLeft =
      (this.#terms.dailyBudget?.amount ?? Infinity) - sum(ofDay.map(({ given }) => given));
    const budgetLeft = this.#funded - this.given;
    const given = Math.max(0, Math.min(due, sliceLeft, budgetLeft));
    const short = sliceLeft < budgetLeft ? 'daily_budget' : 'budget';
    const expected: Expected = { counted, given, limitedBy: given < due ? short : cap };
    this.#told.push({ ...deed, ...expected });
    return expected;
  }

  /** The best source's largest total, cut to what may count. */
  #count(day: readonly ModelDeed[]): { counted: number; cap: DayLimit | null } {
    const { sources = [], perPerson } = this.#terms;
    const candidates = sourceNames.flatMap((source) => {
      const told = day.filter((one) => one.source === source).map(({ quantity }) => quantity);
      const sourceMax = sources.find((one) => one.source === source)?.maxPerDay;
      const total = Math.max(0, ...told);
      if (total === 0 || sourceMax === undefined) return [];
      return [{ tier: tiers[source], total, sourceMax, counts: Math.min(total, sourceMax) }];
    });
    const [best] = candidates.sort((a, b) => b.tier - a.tier || b.counts - a.counts);
    if (best === undefined) return { counted: 0, cap: null };
    const { total, sourceMax } = best;
    const counts = Math.min(total, sourceMax, perPerson.maxPerDay);
    const cap = perPerson.maxPerDay <= sourceMax ? 'person_cap' : 'source_cap';
    return {
      counted: counts < perPerson.minPerDay ? 0 : counts,
      cap: total > counts ? cap : null,
    };
  }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}
