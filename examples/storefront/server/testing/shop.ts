/** A shop for tests: the real one, less the port and the platform. */
import { type Answered, App, type AppParts } from '../app.ts';
import type { Cart } from '../cart.ts';
import { priced } from '../cart.ts';
import { newOrder, type Order, pay } from '../orders.ts';
import type { Site } from '../pages/layout.ts';
import type { Statements } from '../statements.ts';
import { OrderStore } from '../store.ts';

export const causes = ['prj_water', 'prj_library', 'prj_saplings'] as const;

export const site: Site = {
  platformUrl: 'http://platform.test',
  publishableKey: 'pk_test_shop',
  merchantId: 'mer_shop',
  items: {
    springTea: 'chi_spring',
    teaWare: 'chi_ware',
    giftSets: 'chi_gifts',
    firstFlush: 'chi_first',
    everyOrder: 'chi_every',
  },
  causes,
};

/** A cart of so many pieces by product. */
export function cartOf(pieces: Readonly<Record<string, number>>, more: Partial<Cart> = {}): Cart {
  const lines = Object.entries(pieces).map(([productId, quantity]) => ({ productId, quantity }));
  return { lines, code: '', choice: null, roundUp: null, ...more };
}

export const noon = new Date('2026-11-20T12:00:00.000Z');

/** A paid order of such a cart. */
export function paidOrder(pieces: Readonly<Record<string, number>>, more?: Partial<Cart>): Order {
  const made = { id: 'order-1', language: 'en', sendTo: 'Nobody, Nowhere' } as const;
  return pay(newOrder(priced(cartOf(pieces, more)), made, noon), noon);
}

const noStatements: Statements = {
  list: async () => ({ ok: true, value: [] }),
  make: async () => ({ ok: true, value: undefined }),
  pay: async () => ({ ok: false, fault: 'There is no such statement.' }),
};

export class TestShop {
  readonly store = new OrderStore(':memory:');
  /** How often the platform was to be told. */
  told = 0;
  readonly #app: App;

  constructor(parts: Partial<AppParts> = {}) {
    this.#app = new App({
      site,
      store: this.store,
      tell: async () => {
        this.told += 1;
      },
      lookUp: async (orderId) => `looked up ${orderId}`,
      tokenOf: async (orderId) => `token-of-${orderId}`,
      answers: async () => new Map(),
      statements: noStatements,
      now: () => noon,
      ...parts,
    });
  }

  get(path: string): Promise<Answered> {
    return this.#ask('GET', path, '');
  }

  post(path: string, body: string | Readonly<Record<string, string>>): Promise<Answered> {
    const text = typeof body === 'string' ? body : new URLSearchParams(body).toString();
    return this.#ask('POST', path, text);
  }

  /** Buys and pays, and answers the id of the order. */
  async buy(cart: unknown): Promise<string> {
    const form = { cart: JSON.stringify(cart), name: 'Nobody', address: 'Nowhere 1' };
    const { location = '' } = await this.post('/checkout', form);
    await this.post(location, { card: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' });
    return location.slice(location.lastIndexOf('/') + 1);
  }

  #ask(method: string, path: string, body: string): Promise<Answered> {
    return this.#app.answer({ method, url: new URL(path, 'http://shop.test'), body });
  }
}
