/**
 * Orders on disk, and which of them the platform has not been told of yet. A change of an order and the
 * need to tell of it are one row, so a process that ends at any moment forgets neither.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Order } from './orders.ts';

/** What the platform answered to the last state that it was told. */
export interface Answer {
  readonly pledges: readonly {
    readonly charityItemId: string;
    readonly state: string;
    /** Fen, exactly, as text. */
    readonly exact: string;
  }[];
  /** The platform's own id of the order. */
  readonly orderId: `ord_${string}`;
}

/** An order as it is kept. */
export interface KeptOrder {
  readonly order: Order;
  /** Counts its changes; 0 for an order that was never paid, of which nobody is told. */
  readonly version: number;
  /** The last version that the platform was told; 0 for none. */
  readonly told: number;
  readonly answer: Answer | null;
  /** Why telling failed the last time; null when it did not. */
  readonly fault: string | null;
  /** How often telling has failed since the last change. */
  readonly tries: number;
}

const schema = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists shop_order (
    id text primary key,
    made integer not null,
    body text not null,
    version integer not null,
    told integer not null default 0,
    tries integer not null default 0,
    next_try_ms integer not null default 0,
    answer text,
    fault text
  ) strict;
  create index if not exists shop_order_untold on shop_order (next_try_ms) where told < version;
`;

type Row = ReturnType<ReturnType<DatabaseSync['prepare']>['get']>;

export class OrderStore {
  readonly #db: DatabaseSync;

  /** @param file - made when it is not there; `:memory:` for none */
  constructor(file: string) {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.#db = new DatabaseSync(file);
    this.#db.exec(schema);
  }

  add(order: Order): void {
    this.#db
      .prepare('insert into shop_order (id, made, body, version) values (?, ?, ?, 0)')
      .run(order.id, Date.parse(order.createdAt), JSON.stringify(order));
  }

  find(id: string): KeptOrder | undefined {
    return kept(this.#db.prepare('select * from shop_order where id = ?').get(id));
  }

  /** The newest first. */
  newest(most: number): KeptOrder[] {
    const select = 'select * from shop_order order by made desc, rowid desc limit ?';
    return this.#db.prepare(select).all(most).flatMap(listed);
  }

  /**
   * Puts the order to what `change` makes of it, and puts it down to be told.
   *
   * @returns whether it was changed: not when there is no such order, or `change` answers undefined or the same
   */
  change(id: string, change: (order: Order) => Order | undefined): boolean {
    const before = this.find(id);
    if (before === undefined) return false;
    const after = change(before.order);
    if (after === undefined || after === before.order) return false;
    const update =
      'update shop_order set body = ?, version = version + 1, tries = 0, next_try_ms = 0, fault = null where id = ?';
    this.#db.prepare(update).run(JSON.stringify(after), id);
    return true;
  }

  /** What has to be told now, what waits longest first. */
  due(nowMs: number, most: number): KeptOrder[] {
    const select =
      'select * from shop_order where told < version and next_try_ms <= ? order by next_try_ms, rowid limit ?';
    return this.#db.prepare(select).all(nowMs, most).flatMap(listed);
  }

  /** When something will be due, in milliseconds since the epoch; undefined when all is told. */
  nextDueMs(): number | undefined {
    const select = 'select min(next_try_ms) as at from shop_order where told < version';
    const at = this.#db.prepare(select).get()?.at;
    return typeof at === 'number' ? at : undefined;
  }

  /** The platform knows this version; a later one is still to be told. */
  wasTold(id: string, version: number, answer: Answer | null): void {
    const update =
      'update shop_order set told = ?, answer = coalesce(?, answer), fault = null, tries = 0 where id = ? and told <= ?';
    const said = answer && JSON.stringify(answer);
    this.#db.prepare(update).run(version, said, id, version);
  }

  /** Telling this version did not work; a later one is not held up by it. */
  wasNotTold(id: string, version: number, fault: string, nextTryMs: number): void {
    const update =
      'update shop_order set tries = tries + 1, fault = ?, next_try_ms = ? where id = ? and version = ?';
    this.#db.prepare(update).run(fault, nextTryMs, id, version);
  }

  close(): void {
    this.#db.close();
  }
}

function listed(row: Row): KeptOrder[] {
  const one = kept(row);
  return one === undefined ? [] : [one];
}

function kept(row: Row): KeptOrder | undefined {
  if (row === undefined) return undefined;
  const { body, answer, fault } = row;
  return {
    order: JSON.parse(String(body)),
    version: Number(row.version),
    told: Number(row.told),
    tries: Number(row.tries),
    answer: answer === null ? null : JSON.parse(String(answer)),
    fault: fault === null ? null : String(fault),
  };
}
