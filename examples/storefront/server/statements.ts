/** The merchant's statements: the platform makes and keeps them, the desk asks for them. */
import { randomUUID } from 'node:crypto';
import { createClient } from '@kindcart/client';
import type { ShopSettings } from './settings.ts';

/** A statement as the desk shows it; amounts are fen. */
export interface ShownStatement {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly total: number;
  readonly dues: readonly { readonly title: string; readonly amount: number }[];
}

/** What was asked for, or why it could not be had. */
export type Had<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: string };

export interface Statements {
  /** The newest first. */
  list(): Promise<Had<readonly ShownStatement[]>>;
  /** Makes one of all that is confirmed. */
  make(): Promise<Had<undefined>>;
  /** Answers where it is paid. */
  pay(id: string): Promise<Had<string>>;
}

const listed = 5;

/** Asks the platform with the shop's secret key. */
export function createStatements(
  platformUrl: string,
  { merchantId, secretKey }: Pick<ShopSettings, 'merchantId' | 'secretKey'>,
): Statements {
  const client = createClient({ baseUrl: platformUrl, key: secretKey, retriesMax: 0 });
  return {
    async list() {
      const found = await client.listStatements({ query: { merchantId, limit: listed } });
      if (!found.ok) return { ok: false, fault: found.error.message };
      const value = found.value.items.map(({ id, number, state, total, dues }) => ({
        id,
        number,
        state,
        total: total.amount,
        dues: dues.map(({ project, amount }) => ({ title: project.title, amount: amount.amount })),
      }));
      return { ok: true, value };
    },
    async make() {
      const made = await client.createStatement({
        body: { merchantId },
        idempotencyKey: randomUUID(),
      });
      return made.ok ? { ok: true, value: undefined } : { ok: false, fault: made.error.message };
    },
    async pay(id) {
      const begun = await client.payStatement({ params: { statementId: `sta_${id.slice(4)}` } });
      if (!begun.ok) return { ok: false, fault: begun.error.message };
      return { ok: true, value: begun.value.url };
    },
  };
}
