/** Addresses of orders. */
import {
  cartStanding,
  exactText,
  type Merchant,
  type Order,
  pageLimit,
  type RecordOrder,
  refuseStanding,
  sayParts,
  saySteps,
} from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { findProjectFacts } from '../items/records.ts';
import { findMerchant } from '../merchants/records.ts';
import { findOrder, listOrders, toOrder } from './records.ts';
import { decide, type SettlingParts, takeStanding } from './settling.ts';

/** Hangs them on the house. */
export function registerOrders(api: Api, parts: SettlingParts): void {
  const { db, now } = parts;

  /** What an order names is there. */
  async function merchantOf(
    book: Book,
    named: Pick<RecordOrder, 'merchantId' | 'choice' | 'roundUp'>,
  ): Promise<Merchant> {
    const merchant = await findMerchant(db, book, named.merchantId);
    if (merchant === undefined) return refuse('merchant_unknown');
    const { choice, roundUp } = named;
    const projects = { choice, 'roundUp.projectId': roundUp?.projectId ?? null };
    for (const [field, id] of Object.entries(projects)) {
      if (id === null || (await findProjectFacts(db, book, [id])).length > 0) continue;
      const message = 'is no project of this key';
      return refuse('project_unknown', { fields: [{ field, message }] });
    }
    return merchant;
  }

  serve(api, 'recordOrder', async ({ body, caller }): Promise<Order> => {
    const merchant = await merchantOf(caller, body);
    const { merchantId, shopOrderId, ...standing } = body;
    const refusal = refuseStanding(standing, caller.livemode, now());
    if (refusal !== null) refuse(refusal.code, { fields: [refusal] });
    const key = { merchantId, shopOrderId, source: 'api' } as const;
    const kept = await takeStanding(parts, caller, merchant, key, standing);
    return kept === undefined ? refuse('unavailable') : toOrder(kept);
  });

  serve(api, 'listOrders', async ({ query, caller }) => {
    const { limit = pageLimit.default, merchantId, shopOrderId, cursor } = query;
    const asked = { merchantId, shopOrderId, cursor, limit: limit + 1 };
    const found = await listOrders(db, caller, asked);
    const items = found.slice(0, limit).map(toOrder);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getOrder', async ({ params, caller }) => {
    const kept = await findOrder(db, caller, params.orderId);
    return kept === undefined ? refuse('order_unknown') : toOrder(kept);
  });

  serve(api, 'previewPledge', async ({ body, caller }) => {
    const merchant = await merchantOf(caller, body);
    const outcome = await decide(db, caller, merchant, cartStanding(body, now()), now());
    return {
      pledges: outcome.pledges.map(({ charityItemId, revision, exact, parts: given, steps }) => ({
        charityItemId,
        revision,
        exact: exactText(exact),
        parts: sayParts(given),
        steps: saySteps(steps),
      })),
      none: outcome.none.map((each) => ({ ...each, steps: saySteps(each.steps) })),
      livemode: caller.livemode,
    };
  });
}
