/** Addresses of what an order gives, for whoever holds its token, and of the secret that makes tokens. */
import { impactOf, type Order } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import { passMs } from '../../access/donor-pass.ts';
import type { Database } from '../../database/schema.ts';
import { pathOf } from '../../giving/page/view.ts';
import type { PaperParts } from '../../giving/receipts/papers.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { findProjectFacts } from '../items/records.ts';
import { findOrderNamed, toOrder } from '../orders/records.ts';
import type { KeptRoundUp } from '../round-ups/records.ts';
import { findNamedTerms, findSecrets, rotateSecret } from './records.ts';
import { activeSecrets, saySecret } from './rules.ts';
import { isOrderToken, newTokenSecret } from './tokens.ts';

export interface ImpactParts extends PaperParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
}

/** Hangs them on the house. */
export function registerOrderImpact(api: Api, parts: ImpactParts): void {
  const { db, now } = parts;
  serve(api, 'getOrderImpact', async ({ params, query, caller }) => {
    const merchant = await findSecrets(db, caller, params.merchantId);
    if (merchant === undefined) return refuse('order_unknown');
    // Before the order is looked for, so that how long it takes does not tell whether it is there.
    const secrets = activeSecrets(merchant.secrets, now()).map(({ secret }) => secret);
    if (!(await isOrderToken(query.token, secrets, params))) return refuse('order_unknown');
    const kept = await findOrderNamed(db, caller, params);
    if (kept === undefined) return refuse('order_unknown');
    const order = toOrder(kept);
    const items = await findNamedTerms(db, caller, order);
    const pledged = order.pledges.flatMap((pledge) => pledge.parts);
    const named = order.roundUp === null ? pledged : [...pledged, order.roundUp];
    const ids = named.map(({ projectId }) => projectId);
    const projects = await findProjectFacts(db, caller, ids);
    const gift = giftOf(parts, caller, kept.roundUps, order);
    return impactOf(order, { merchantName: merchant.name, items, projects, gift });
  });

  serve(api, 'getOrderTokenSecret', async ({ params, caller }) => {
    const merchant = await findSecrets(db, caller, params.merchantId);
    return merchant === undefined ? refuse('merchant_unknown') : saySecret(merchant.secrets, now());
  });

  serve(api, 'rotateOrderTokenSecret', async ({ params, body, caller }) => {
    const time = now();
    const change = { ...body, secret: newTokenSecret(), now: time };
    const secrets = await rotateSecret(db, caller, params.merchantId, change);
    return secrets === undefined ? refuse('merchant_unknown') : saySecret(secrets, time);
  });
}

/** The gift that the order's round-up became, and the way to its receipt; null while there is none. */
function giftOf(
  { passes, ownUrl }: PaperParts,
  { organizationId, livemode }: Book,
  roundUps: readonly KeptRoundUp[],
  { roundUp }: Order,
) {
  const donationId = roundUp?.donationId ?? null;
  const kept = roundUps.find((one) => one.donation_id === donationId);
  if (roundUp === null || donationId === null || kept === undefined) return null;
  const payer = { organizationId, livemode, emailKey: null, receiptId: null, donationId };
  const { token: pass } = passes.seal('thanks', payer, passMs.thanks);
  const query = new URLSearchParams({ donation: donationId, pass });
  const receiptUrl = `${ownUrl()}${pathOf({ id: roundUp.projectId })}/receipt?${query}`;
  return { passedOnAt: kept.given_at?.toISOString() ?? null, receiptUrl };
}
