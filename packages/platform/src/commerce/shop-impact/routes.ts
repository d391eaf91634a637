/** Address of what a merchant's charity items have given together. */
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { findMerchant } from '../merchants/records.ts';
import { readImpact } from './records.ts';

export interface ImpactParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
}

/** Hangs it on the house. */
export function registerShopImpact(api: Api, { db, now }: ImpactParts): void {
  serve(api, 'getShopImpact', async ({ params, caller }) => {
    const merchant = await findMerchant(db, caller, params.merchantId);
    if (merchant === undefined) return refuse('merchant_unknown');
    return readImpact(db, caller, merchant, now());
  });
}
