/** Addresses of what an order gives, for whoever holds its token, and of the secret that makes tokens. */
import { impactOf } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { findProjectFacts } from '../items/records.ts';
import { findOrderNamed, toOrder } from '../orders/records.ts';
import { findNamedTerms, findSecrets, rotateSecret } from './records.ts';
import { activeSecrets, saySecret } from './rules.ts';
import { isOrderToken, newTokenSecret } from './tokens.ts';

export interface ImpactParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
}

/** Hangs them on the house. */
export function registerOrderImpact(api: Api, { db, now }: ImpactParts): void {
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
    const ids = order.pledges.flatMap(({ parts }) => parts.map(({ projectId }) => projectId));
    const projects = await findProjectFacts(db, caller, ids);
    return impactOf(order, { merchantName: merchant.name, items, projects });
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
