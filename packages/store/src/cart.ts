/**
 * What a cart would pledge, as the shopper changes it: asked for once it rests, and the last cart asked
 * about is the one that is answered.
 */
import type { CallError, Result, ShopClient } from '@kindcart/client';
import type { CharityItem, EndpointInput, Id, PledgePreview } from '@kindcart/contract';
import { createCell, type Watchable } from './cell.ts';
import { type Clock, platformClock } from './ports.ts';
import { failed } from './snapshot.ts';

/** A cart as the platform is asked about it. */
export type CartBody = EndpointInput<'previewPledge'>['body'];

/** What is known of a cart. */
export type CartState =
  /** Nothing was asked about yet, or the answer is on its way. */
  | { readonly status: 'loading' }
  | {
      readonly status: 'ready';
      /** The cart that this is the answer for. */
      readonly cart: CartBody;
      readonly preview: PledgePreview;
      /** The charity items that the preview names, by their ids. */
      readonly items: ReadonlyMap<string, CharityItem>;
      /** The cart has changed since, and its answer is on its way. */
      readonly busy: boolean;
    }
  | { readonly status: 'offline' | 'error'; readonly error: CallError };

/** The cart of one merchant's page. */
export interface CartEntry extends Watchable<CartState> {
  /** Asks about a cart, unless it is the one that was asked about last. */
  readonly ask: (cart: CartBody) => void;
  /** Asks about the last cart again, such as after a failure. */
  readonly reload: () => void;
}

/** What asking about carts is made of. */
export interface CartOptions {
  readonly client: Pick<ShopClient, 'previewPledge' | 'listCharityItems'>;
  readonly clock?: Clock;
}

/** For how long a cart has to rest: a quantity is often pressed up several times. */
const restMs = 250;

/** A cart to ask about. */
export function createCart({ client, clock = platformClock }: CartOptions): CartEntry {
  const cell = createCell<CartState>({ status: 'loading' });
  const items = new Map<string, CharityItem>();
  let cart: CartBody | undefined;
  let asked = '';
  let callOff: (() => void) | undefined;

  async function load(body: CartBody): Promise<void> {
    const answer = await answerOf(client, items, body);
    // An answer for a cart that has changed meanwhile would say something wrong of this one.
    if (body !== cart) return;
    if (answer.ok) {
      const known = new Map(items);
      cell.set({ status: 'ready', cart: body, preview: answer.value, items: known, busy: false });
      return;
    }
    const { status } = failed({ status: 'loading' }, answer.error);
    cell.set({ status: status === 'offline' ? 'offline' : 'error', error: answer.error });
  }

  function begin(body: CartBody): void {
    const state = cell.get();
    const isFirst = cart === undefined;
    cart = body;
    if (state.status === 'ready') cell.set({ ...state, busy: true });
    else cell.set({ status: 'loading' });
    callOff?.();
    if (isFirst) void load(body);
    else callOff = clock.after(restMs, () => void load(body));
  }

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    ask(body) {
      const text = JSON.stringify(body);
      if (text === asked) return;
      asked = text;
      begin(body);
    },
    reload() {
      if (cart) begin({ ...cart });
    },
  };
}

/** The preview of a cart, once every charity item that it names is known. */
async function answerOf(
  client: CartOptions['client'],
  items: Map<string, CharityItem>,
  body: CartBody,
): Promise<Result<PledgePreview>> {
  const answer = await client.previewPledge({ body });
  if (!answer.ok) return answer;
  const { pledges, none } = answer.value;
  const ids = [...pledges, ...none].map(({ charityItemId }) => charityItemId);
  const unknown = ids.filter((id) => !items.has(id));
  if (unknown.length === 0) return answer;
  const found = await client.listCharityItems({ query: { ids: unknown } });
  if (!found.ok) return found;
  for (const item of found.value.items) items.set(item.id, item);
  return answer;
}

/** Whether a text is the id of a merchant. */
export function isMerchantId(text: string): text is Id<'merchant'> {
  return /^mer_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
}
