/** What an order's impact is made of, and the secrets of its tokens, as rows. */
import type { Id, NamedTerms, Order } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { rotated, type TokenSecret } from './rules.ts';

type MerchantId = Id<'merchant'>;

/** A merchant as far as tokens go. */
export interface TokenMerchant {
  readonly name: string;
  readonly secrets: readonly TokenSecret[];
}

function selectSecrets(db: Kysely<Database>, { organizationId, livemode }: Book, id: MerchantId) {
  return db
    .selectFrom('merchant')
    .select(['name', 'order_token_secrets as secrets'])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('id', '=', id);
}

/** The merchant's name and secrets, whether they still count or not. */
export function findSecrets(
  db: Kysely<Database>,
  book: Book,
  id: MerchantId,
): Promise<TokenMerchant | undefined> {
  return selectSecrets(db, book, id).executeTakeFirst();
}

/** Keeps a new secret; tokens of the old ones are taken for so long. */
export function rotateSecret(
  db: Kysely<Database>,
  book: Book,
  id: MerchantId,
  change: { readonly secret: string; readonly keepOldHours: number; readonly now: Date },
): Promise<readonly TokenSecret[] | undefined> {
  return db.transaction().execute(async (transaction) => {
    const merchant = await selectSecrets(transaction, book, id).forNoKeyUpdate().executeTakeFirst();
    if (merchant === undefined) return undefined;
    const secrets = rotated(merchant.secrets, change.secret, change.keepOldHours, change.now);
    await transaction
      .updateTable('merchant')
      .set({ order_token_secrets: JSON.stringify(secrets) })
      .where('organization_id', '=', book.organizationId)
      .where('id', '=', id)
      .execute();
    return secrets;
  });
}

/** The charity items that an order names, each with all terms that it ever had. */
export async function findNamedTerms(
  db: Kysely<Database>,
  { organizationId }: Book,
  { pledges, none }: Pick<Order, 'pledges' | 'none'>,
): Promise<NamedTerms[]> {
  const ids = [...pledges, ...none].map(({ charityItemId }) => charityItemId);
  if (ids.length === 0) return [];
  return db
    .selectFrom('charity_item')
    .innerJoin('charity_item_terms', (join) =>
      join
        .onRef('charity_item_terms.organization_id', '=', 'charity_item.organization_id')
        .onRef('charity_item_terms.charity_item_id', '=', 'charity_item.id'),
    )
    .select([
      'charity_item.id',
      'charity_item.name',
      'charity_item_terms.revision',
      'charity_item_terms.terms',
    ])
    .where('charity_item.organization_id', '=', organizationId)
    .where('charity_item.id', 'in', ids)
    .execute();
}
