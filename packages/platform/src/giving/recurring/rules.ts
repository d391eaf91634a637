/**
 * What stands of a recurring gift: what the provider said last and, as long as that is not in it, what
 * was asked for last. Pure.
 */
import {
  type CardFace,
  type CardFailure,
  type EndReason,
  type Id,
  type Interval,
  isOver,
  type PauseReason,
  type RecurringSnapshot,
  type RecurringState,
} from '@kindcart/contract';
import type { Book } from '../../ledger/rules.ts';
import type { RecurringOrder } from '../../payments/port.ts';

/** How it is, as donors and charities are told. */
export interface Standing {
  readonly state: RecurringState;
  readonly nextChargeAt: Date | null;
  readonly pausedBecause: PauseReason | null;
  readonly pausedUntil: Date | null;
  readonly endedBecause: EndReason | null;
  readonly retriesLeft: number;
  readonly failureCode: CardFailure | null;
  readonly card: CardFace | null;
}

/** A recurring gift as the rules see it. */
export interface RecurringFacts extends Book {
  readonly id: Id<'recurringGift'>;
  readonly projectId: Id<'project'>;
  readonly provider: string;
  readonly interval: Interval;
  readonly currency: string;
  /** Number of the amounts of the next charge. */
  readonly revision: number;
  readonly order: Pick<RecurringOrder, 'number' | 'wish' | 'until' | 'nudge'>;
  readonly said: {
    /** 0 while the provider has said nothing. */
    readonly version: number;
    readonly order: number;
    readonly state: RecurringState | null;
    readonly revision: number;
  };
  readonly standing: Standing;
}

/** What is worth telling the donor. */
export type RecurringNews =
  | 'started'
  | 'charge_failed'
  | 'charge_recovered'
  | 'paused'
  | 'paused_after_failures'
  | 'resumed'
  | 'changed'
  | 'card_replaced'
  | 'cancelled'
  | 'ended';

/** What a provider's word makes of it. */
export interface Hearing {
  readonly said: RecurringFacts['said'];
  readonly standing: Standing;
  readonly news: readonly RecurringNews[];
}

/** Applies the provider's whole word; `older` when a later one was heard before. */
export function hear(facts: RecurringFacts, word: RecurringSnapshot): Hearing | 'older' {
  if (word.version <= facts.said.version) return 'older';
  const heard = standingOf(word);
  // What was asked for since then stands, until a word comes that has it.
  const isBehind = word.order < facts.order.number;
  return {
    said: {
      version: word.version,
      order: word.order,
      state: word.state,
      revision: word.revision,
    },
    standing: isBehind ? { ...facts.standing, card: heard.card } : heard,
    news: newsOf(facts, word),
  };
}

function standingOf(word: RecurringSnapshot): Standing {
  const time = (text: string | null) => (text === null ? null : new Date(text));
  return {
    state: word.state,
    nextChargeAt: time(word.nextChargeAt),
    pausedBecause: word.pausedBecause,
    pausedUntil: time(word.pausedUntil),
    endedBecause: word.endedBecause,
    retriesLeft: word.retriesLeft,
    failureCode: word.failureCode,
    card: word.card,
  };
}

/** News are between two words of the provider, since only those are sure. */
function newsOf({ said, standing }: RecurringFacts, word: RecurringSnapshot): RecurringNews[] {
  const before = said.state ?? 'pending';
  const news: RecurringNews[] = [];
  if (before !== 'pending' && word.revision !== said.revision) news.push('changed');
  const { card } = standing;
  if (card !== null && word.card !== null && card.last4 !== word.card.last4) {
    news.push('card_replaced');
  }
  const ofState = newsOfState(before, word);
  if (ofState !== null) news.push(ofState);
  return news;
}

function newsOfState(before: RecurringState, word: RecurringSnapshot): RecurringNews | null {
  if (word.state === before && before !== 'past_due') return null;
  switch (word.state) {
    case 'past_due':
      return 'charge_failed';
    case 'pending':
      return null;
    case 'active':
      if (before === 'past_due') return 'charge_recovered';
      return before === 'paused' ? 'resumed' : 'started';
    case 'paused':
      return word.pausedBecause === 'asked' ? 'paused' : 'paused_after_failures';
    case 'cancelled':
      return 'cancelled';
    case 'ended':
      return word.endedBecause === 'never_paid' ? null : 'ended';
  }
}

/** What somebody asks for. */
export type AskedFor =
  | { readonly act: 'change' | 'resume' | 'retry' | 'cancel' }
  | { readonly act: 'pause'; readonly until: Date | null };

/** What is wanted of it now: asked for, or `end` because its project is closed. */
export type Wish = AskedFor | { readonly act: 'end' };

/** A wish that was granted: the order to the provider, and how it stands meanwhile. */
export interface Granted {
  readonly order: RecurringFacts['order'];
  readonly standing: Standing;
}

/** Grants a wish in a state that allows it. */
export function grant(facts: RecurringFacts, wish: Wish): Granted {
  const { standing } = facts;
  const number = facts.order.number + 1;
  const isPaused = standing.pausedBecause === 'asked';
  const asNow = {
    number,
    wish: isPaused ? 'pause' : 'run',
    until: isPaused ? standing.pausedUntil : null,
    nudge: null,
  } as const;
  switch (wish.act) {
    case 'change':
      return { order: asNow, standing };
    case 'retry':
      return { order: { ...asNow, nudge: 'retry' }, standing };
    case 'pause':
      return {
        order: { ...asNow, wish: 'pause', until: wish.until },
        standing: {
          ...quiet(standing, 'paused'),
          pausedBecause: 'asked',
          pausedUntil: wish.until,
        },
      };
    case 'resume':
      return {
        order: { number, wish: 'run', until: null, nudge: 'resume' },
        standing: standing.state === 'paused' ? quiet(standing, 'active') : standing,
      };
    case 'cancel':
      return {
        order: { number, wish: 'cancel', until: null, nudge: null },
        standing: quiet(standing, 'cancelled'),
      };
    case 'end':
      return {
        order: { number, wish: 'end', until: null, nudge: null },
        standing: { ...quiet(standing, 'ended'), endedBecause: 'project_closed' },
      };
  }
}

/** Nothing planned, nothing outstanding. */
function quiet({ card }: Standing, state: RecurringState): Standing {
  return {
    state,
    nextChargeAt: null,
    pausedBecause: null,
    pausedUntil: null,
    endedBecause: null,
    retriesLeft: 0,
    failureCode: null,
    card,
  };
}

/** Whether a wish changes nothing, so that the provider need not be asked. */
export function isGrantedAlready({ standing }: RecurringFacts, { act }: Wish): boolean {
  if (act === 'cancel' || act === 'end') return isOver(standing.state);
  return act === 'resume' && standing.state !== 'paused';
}
