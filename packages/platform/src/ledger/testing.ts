/**
 * A ledger in memory, written for plainness and nothing else: what the one in SQL is compared with.
 * It keeps every rule by looking at lists.
 */
import type { Id, Money } from '@kindcart/contract';
import { testId } from '../testing/platform.ts';
import type { Booking, HoldEnd, Holding, HoldResolution } from './records.ts';
import type { Book, Hold, Transfer } from './rules.ts';

/** Dollars and cents. */
export function usd(amount: number): Money {
  return { amount, currency: 'USD' };
}

/** A transfer of a gift, unless said otherwise. */
export function transferOf(
  book: Book,
  fields: Pick<Transfer, 'source' | 'debit' | 'credit' | 'money'> & Partial<Transfer>,
): Transfer {
  return { ...book, id: testId('transfer'), kind: 'gift', ...fields };
}

/** A hold until a time far away, unless said otherwise. */
export function holdOf(
  book: Book,
  fields: Pick<Hold, 'account' | 'money' | 'source'> & Partial<Hold>,
): Hold {
  return { ...book, id: testId('hold'), expiresAt: new Date('2089-01-01'), ...fields };
}

/** An account as anybody may see it. */
export interface AccountState {
  readonly balance: number;
  readonly held: number;
  readonly version: number;
}

interface ReferenceAccount {
  balance: number;
  held: number;
  version: number;
  limited: boolean;
}

interface ReferenceHold {
  readonly hold: Hold;
  ended: boolean;
}

/** The ledger of one book. */
export class ReferenceLedger {
  readonly #accounts = new Map<string, ReferenceAccount>();
  readonly #transfers: Transfer[] = [];
  readonly #holds: ReferenceHold[] = [];

  state(account: string, currency: string): AccountState {
    const found = this.#accounts.get(`${account} ${currency}`);
    return found === undefined
      ? { balance: 0, held: 0, version: 0 }
      : { balance: found.balance, held: found.held, version: found.version };
  }

  /** Sum of all balances of a currency, which is always zero. */
  total(currency: string): number {
    return [...this.#accounts]
      .filter(([name]) => name.endsWith(` ${currency}`))
      .reduce((sum, [, account]) => sum + account.balance, 0);
  }

  openLimited(account: string, currency: string): boolean {
    const found = this.#account(account, currency);
    if (found.balance - found.held < 0) return false;
    found.limited = true;
    return true;
  }

  book(transfers: readonly Transfer[]): Booking[] {
    const outcomes: Booking[] = [];
    const fresh: Transfer[] = [];
    for (const transfer of transfers) {
      const before = [...this.#transfers, ...fresh].find(
        (other) => other.kind === transfer.kind && other.source === transfer.source,
      );
      if (before === undefined) {
        fresh.push(transfer);
        outcomes.push('booked');
      } else {
        outcomes.push(isSame(before, transfer) ? 'replayed' : 'conflict');
      }
    }
    if (!this.#fits(fresh)) return transfers.map(() => 'limit_exceeded');
    for (const transfer of fresh) this.#move(transfer);
    return outcomes;
  }

  hold(hold: Hold): Holding {
    const account = this.#accounts.get(`${hold.account} ${hold.money.currency}`);
    if (account?.limited !== true) return 'account_unknown';
    const before = this.#holds.find(
      (other) => other.hold.source === hold.source && other.hold.account === hold.account,
    );
    if (before !== undefined) {
      const { amount, currency } = before.hold.money;
      const same = amount === hold.money.amount && currency === hold.money.currency;
      return same ? 'replayed' : 'conflict';
    }
    if (account.balance - account.held < hold.money.amount) return 'limit_exceeded';
    account.held += hold.money.amount;
    this.#holds.push({ hold, ended: false });
    return 'held';
  }

  resolve(holdId: Id<'hold'>, end: HoldEnd): HoldResolution {
    const found = this.#holds.find((one) => one.hold.id === holdId);
    if (found === undefined) return 'hold_unknown';
    const { hold } = found;
    if (end.outcome === 'posted' && end.amount > hold.money.amount) return 'too_much';
    if (found.ended) return 'resolved_before';
    this.#end(found);
    if (end.outcome === 'posted') {
      const { currency } = hold.money;
      this.#move({
        ...hold,
        id: end.transferId,
        kind: 'hold_posted',
        source: hold.id,
        debit: hold.account,
        credit: end.credit,
        money: { amount: end.amount, currency },
      });
    }
    return 'done';
  }

  expire(now: Date): number {
    const due = this.#holds.filter((one) => !one.ended && one.hold.expiresAt <= now);
    for (const one of due) this.#end(one);
    return due.length;
  }

  /** Holds that are not ended, oldest first. */
  get openHolds(): readonly Hold[] {
    return this.#holds.filter((one) => !one.ended).map((one) => one.hold);
  }

  #account(id: string, currency: string): ReferenceAccount {
    const name = `${id} ${currency}`;
    const found = this.#accounts.get(name);
    if (found !== undefined) return found;
    const made = { balance: 0, held: 0, version: 0, limited: false };
    this.#accounts.set(name, made);
    return made;
  }

  #end(one: ReferenceHold): void {
    one.ended = true;
    this.#account(one.hold.account, one.hold.money.currency).held -= one.hold.money.amount;
  }

  #move(transfer: Transfer): void {
    const { amount, currency } = transfer.money;
    for (const [id, change] of [
      [transfer.debit, -amount],
      [transfer.credit, amount],
    ] as const) {
      const account = this.#account(id, currency);
      account.balance += change;
      account.version += 1;
    }
    this.#transfers.push(transfer);
  }

  /** Whether every limited account holds enough once all are booked. */
  #fits(transfers: readonly Transfer[]): boolean {
    const changes = new Map<string, number>();
    for (const { debit, credit, money } of transfers) {
      for (const [id, change] of [
        [debit, -money.amount],
        [credit, money.amount],
      ] as const) {
        const name = `${id} ${money.currency}`;
        changes.set(name, (changes.get(name) ?? 0) + change);
      }
    }
    return [...changes].every(([name, change]) => {
      const account = this.#accounts.get(name);
      return account?.limited !== true || account.balance + change - account.held >= 0;
    });
  }
}

function isSame(a: Transfer, b: Transfer): boolean {
  return (
    a.debit === b.debit &&
    a.credit === b.credit &&
    a.money.amount === b.money.amount &&
    a.money.currency === b.money.currency
  );
}
