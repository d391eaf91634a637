/** The demo's shop: its merchant, what it promises, its past orders, and what its own server is told. */
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Id, type IdSource, isId, newId } from '@kindcart/contract';
import type { Kysely, Transaction } from 'kysely';
import { type IssuedKey, issueKey } from '../access/records.ts';
import { insertItem } from '../commerce/items/records.ts';
import { findMerchant, insertMerchant } from '../commerce/merchants/records.ts';
import { findSecrets } from '../commerce/order-impact/records.ts';
import { takeStanding } from '../commerce/orders/settling.ts';
import { insertSource } from '../commerce/sources/source-records.ts';
import type { Database } from '../database/schema.ts';
import type { Book } from '../ledger/rules.ts';
import { newSigningSecret } from '../webhooks/signatures.ts';
import { demoIds } from './demo-data.ts';
import {
  type DemoCauses,
  type DemoItemName,
  demoItemNames,
  demoItems,
  demoMerchant,
  demoOrders,
} from './demo-shop-data.ts';

/** The shop as the demo knows it. */
export interface SeededShop {
  readonly merchantId: Id<'merchant'>;
  readonly items: Readonly<Record<DemoItemName, Id<'charityItem'>>>;
  readonly causes: DemoCauses;
}

/** How long before the demo is made its shop began to give. */
const sinceMs = 90 * 86_400_000;

/** Makes the shop unless it is there. Its ids are drawn apart, so that those of the charity stay. */
export async function seedShop(
  db: Transaction<Database>,
  ids: IdSource,
  book: Book,
  causes: DemoCauses,
): Promise<SeededShop> {
  const fixed = demoIds('shop');
  const merchantId = newId('merchant', fixed);
  const now = new Date(ids.nowMs());
  const since = new Date(now.getTime() - sinceMs);
  const items = {
    springTea: newId('charityItem', fixed),
    teaWare: newId('charityItem', fixed),
    giftSets: newId('charityItem', fixed),
    firstFlush: newId('charityItem', fixed),
    everyOrder: newId('charityItem', fixed),
  };
  const seeded = { merchantId, items, causes };
  if ((await findMerchant(db, book, merchantId)) !== undefined) return seeded;
  const promised = demoItems(causes, since);
  const merchant = await insertMerchant(db, book, merchantId, demoMerchant, since);
  for (const [place, name] of demoItemNames.entries()) {
    const made = { merchantId, place, ...promised[name] };
    await insertItem(db, book, items[name], made, since);
  }
  const parts = { db, now: () => now, newOrderId: () => newId('order', ids) };
  for (const { shopOrderId, ...standing } of demoOrders(causes, now)) {
    await takeStanding(parts, book, merchant, { merchantId, shopOrderId, source: 'api' }, standing);
  }
  return seeded;
}

/** What the shop's own server is told, in a file that only its user may read. */
interface ShopSettings extends SeededShop {
  readonly keyId: Id<'key'>;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly orderTokenSecret: string;
  readonly sourceId: Id<'shopSource'>;
  readonly sourceSecret: string;
}

/** Whose the shop is. */
interface ShopOwner {
  readonly organizationId: Id<'organization'>;
  readonly publishableKey: string;
  readonly shop: SeededShop;
}

/** Where the settings are: beside the data, as mail is. */
export function shopSettingsFile(dataDir: string): string {
  return join(`${dataDir.replace(/\/+$/, '')}-shop`, 'demo-shop.json');
}

/**
 * Sees that the shop's server can be started: the publishable key is good on its pages, and the file
 * has a secret key of its own. One that is there and not revoked stays.
 */
export async function prepareShop(
  db: Kysely<Database>,
  ids: IdSource,
  { organizationId, publishableKey, shop }: ShopOwner,
  place: { readonly file: string; readonly port: number },
): Promise<void> {
  const origins = [`http://localhost:${place.port}`, `http://127.0.0.1:${place.port}`];
  await allowOrigins(db, organizationId, publishableKey, origins);
  const request = { organizationId, livemode: false, kind: 'secret', origins: [] } as const;
  const key =
    (await goodKey(db, organizationId, place.file)) ??
    (await issueKey(db, ids, { ...request, label: 'demo shop' }));
  const book = { organizationId, livemode: false };
  const orderTokenSecret = (await findSecrets(db, book, shop.merchantId))?.secrets[0]?.secret ?? '';
  const source = await sourceFor(db, ids, organizationId, shop);
  const keys = { publishableKey, keyId: key.id, secretKey: key.token, orderTokenSecret, ...source };
  await writeSettings(place.file, { ...shop, ...keys });
}

/** Where the shop's server tells of orders, made unless it is there. */
async function sourceFor(
  db: Kysely<Database>,
  ids: IdSource,
  organizationId: Id<'organization'>,
  { merchantId }: SeededShop,
): Promise<Pick<ShopSettings, 'sourceId' | 'sourceSecret'>> {
  const made = {
    id: newId('shopSource', ids),
    organizationId,
    merchant: { id: merchantId, livemode: false },
    kind: 'api',
    name: demoMerchant.name,
    secrets: [newSigningSecret()],
    access: null,
  } as const;
  await insertSource(db, made, new Date(ids.nowMs()));
  const { id, secrets } = await db
    .selectFrom('shop_source')
    .select(['id', 'secrets'])
    .where('organization_id', '=', organizationId)
    .where('merchant_id', '=', merchantId)
    .where('kind', '=', 'api')
    .where('state', '=', 'connected')
    .executeTakeFirstOrThrow();
  return { sourceId: id, sourceSecret: secrets[0] ?? '' };
}

async function allowOrigins(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  token: string,
  origins: readonly string[],
): Promise<void> {
  const key = await db
    .selectFrom('api_key')
    .select(['id', 'origins'])
    .where('organization_id', '=', organizationId)
    .where('publishable_token', '=', token)
    .executeTakeFirstOrThrow();
  const missing = origins.filter((origin) => !key.origins.includes(origin));
  if (missing.length === 0) return;
  await db
    .updateTable('api_key')
    .set({ origins: [...key.origins, ...missing] })
    .where('organization_id', '=', organizationId)
    .where('id', '=', key.id)
    .execute();
}

/** The key in the file, if it is of this database and still good. */
async function goodKey(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  file: string,
): Promise<IssuedKey | undefined> {
  const read = await readKey(file);
  if (read === undefined) return undefined;
  const known = await db
    .selectFrom('api_key')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', read.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return known && read;
}

async function readKey(file: string): Promise<IssuedKey | undefined> {
  try {
    const read: { keyId?: unknown; secretKey?: unknown } | null = JSON.parse(
      await readFile(file, 'utf8'),
    );
    const { keyId: id, secretKey: token } = read ?? {};
    const isKey = typeof id === 'string' && isId('key', id) && typeof token === 'string';
    return isKey ? { id, token } : undefined;
  } catch (error) {
    // Not there yet, or cut off while it was written: it is written anew.
    if (error instanceof SyntaxError || isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Nobody sees half of it, and no other user any of it. */
async function writeSettings(file: string, settings: ShopSettings): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const written = `${file}.new`;
  await writeFile(written, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  await chmod(written, 0o600);
  await rename(written, file);
}
