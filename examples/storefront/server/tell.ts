/** How the platform is told of an order: the one place that speaks for the shop. */
import { createClient } from '@kindcart/client';
import { type Order, standingOf } from './orders.ts';
import type { ShopSettings } from './settings.ts';
import type { Answer } from './store.ts';

export type Told =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly fault: string };

export type Tell = (order: Order) => Promise<Told>;

/** Tells whole orders with the shop's secret key, from server to server. */
export function createTell(
  platformUrl: string,
  { merchantId, secretKey }: Pick<ShopSettings, 'merchantId' | 'secretKey'>,
): Tell {
  // What fails is told again by whoever calls this, so there is no need to wait here.
  const client = createClient({ baseUrl: platformUrl, key: secretKey, retriesMax: 0 });
  return async (order) => {
    const told = await client.recordOrder({ body: { merchantId, ...standingOf(order) } });
    if (!told.ok) return { ok: false, fault: `${told.error.code}: ${told.error.message}` };
    const { id: orderId, pledges } = told.value;
    const said = pledges.map(({ charityItemId, state, exact }) => ({
      charityItemId,
      state,
      exact,
    }));
    return { ok: true, answer: { orderId, pledges: said } };
  };
}
