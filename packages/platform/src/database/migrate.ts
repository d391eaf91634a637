/** Brings the tables up to date, once, however many processes start together. */
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { statements as foundations } from './migrations/0001-foundations.ts';
import { statements as indexes } from './migrations/0002-indexes.ts';
import { statements as gifts } from './migrations/0003-gifts.ts';
import { statements as stripe } from './migrations/0004-stripe.ts';
import { statements as webhooks } from './migrations/0005-webhooks.ts';
import { statements as guard } from './migrations/0006-guard.ts';
import { statements as stripePages } from './migrations/0007-stripe-pages.ts';
import { statements as details } from './migrations/0008-details.ts';
import { statements as recurring } from './migrations/0009-recurring.ts';

import { statements as receipts } from './migrations/0010-receipts.ts';
import { statements as hostedPage } from './migrations/0011-hosted-page.ts';
import { statements as stripeRecurring } from './migrations/0012-stripe-recurring.ts';
import { statements as anotherCard } from './migrations/0013-another-card.ts';
import { statements as commerce } from './migrations/0014-commerce.ts';
import { statements as shopSources } from './migrations/0015-shop-sources.ts';
import { statements as merchantStatements } from './migrations/0016-statements.ts';
import { statements as orderTokens } from './migrations/0017-order-tokens.ts';
import { statements as roundUps } from './migrations/0018-round-ups.ts';
import { statements as shopImpact } from './migrations/0019-shop-impact.ts';
import { statements as roundUpsPassedOn } from './migrations/0021-round-ups-passed-on.ts';
import { statements as forest } from './migrations/0022-forest.ts';
import { statements as deeds } from './migrations/0023-deeds.ts';
import { statements as disputedReceipts } from './migrations/0024-disputed-receipts.ts';
import type { Database } from './schema.ts';

/** Migrations only go forward: a ledger is never rolled back by dropping its tables. */
function migration(statements: readonly string[]): Migration {
  return {
    async up(db) {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

const migrations: Record<string, Migration> = {
  '0001-foundations': migration(foundations),
  '0002-indexes': migration(indexes),
  '0003-gifts': migration(gifts),
  '0004-stripe': migration(stripe),
  '0005-webhooks': migration(webhooks),
  '0006-guard': migration(guard),
  '0007-stripe-pages': migration(stripePages),
  '0008-details': migration(details),
  '0009-recurring': migration(recurring),
  '0010-receipts': migration(receipts),
  '0011-hosted-page': migration(hostedPage),
  '0012-stripe-recurring': migration(stripeRecurring),
  '0013-another-card': migration(anotherCard),
  '0014-commerce': migration(commerce),
  '0015-shop-sources': migration(shopSources),
  '0016-statements': migration(merchantStatements),
  '0017-order-tokens': migration(orderTokens),
  '0018-round-ups': migration(roundUps),
  '0019-shop-impact': migration(shopImpact),
  '0021-round-ups-passed-on': migration(roundUpsPassedOn),
  '0022-forest': migration(forest),
  '0023-deeds': migration(deeds),
  '0024-disputed-receipts': migration(disputedReceipts),
};

/**
 * Runs the migrations that have not run, under a lock.
 *
 * @returns names of those that ran now, in order
 * @throws the database's error when one fails; nothing of that run stays
 */
export async function migrate(db: Kysely<Database>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}
