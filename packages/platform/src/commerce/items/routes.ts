/** Addresses of charity items. */
import {
  areTermsOver,
  type CharityItemTerms,
  type CharityItemWhole,
  charityItemsMax,
  endedTerms,
  type Id,
  type Merchant,
  pageLimit,
  refuseTerms,
  refuseUnknownProjects,
  type TermsRefusal,
} from '@kindcart/contract';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuseTreesOf } from '../../forest/adoptions/shop-trees.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { findMerchant, lockMerchant } from '../merchants/records.ts';
import * as records from './records.ts';

export interface CharityItemParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newCharityItemId: () => Id<'charityItem'>;
}

/** Hangs them on the house. */
export function registerCharityItems(api: Api, parts: CharityItemParts): void {
  const { db, now } = parts;

  serve(api, 'createCharityItem', async ({ body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const merchant = await lockMerchant(transaction, caller, body.merchantId);
      if (merchant === undefined) refuse('merchant_unknown');
      const time = now();
      await checkTerms(transaction, caller, body.terms, merchant, time);
      const count = await records.countItems(transaction, caller, merchant.id, time);
      if (count >= charityItemsMax) refuse('charity_items_too_many');
      const id = parts.newCharityItemId();
      await records.insertItem(transaction, caller, id, body, time);
      return answerText('createCharityItem', await readWhole(transaction, caller, id, time));
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listCharityItems', async ({ query, caller }) => {
    const { ids, merchantId, cursor, limit = pageLimit.default } = query;
    const time = now();
    if (ids !== undefined) {
      const rows = await records.findItems(db, caller, ids);
      const projects = await records.factsOf(db, caller, rows);
      const byId = new Map(rows.map((row) => [row.id, row]));
      const found = ids
        .flatMap((id) => byId.get(id) ?? [])
        .filter((row) => merchantId === undefined || row.merchant_id === merchantId);
      return { items: found.map((row) => records.toItem(row, projects, time)), nextCursor: null };
    }
    const page = { merchantId, after: readCursor(cursor), limit: limit + 1 };
    const rows = await records.listItems(db, caller, page);
    const shown = rows.slice(0, limit);
    const projects = await records.factsOf(db, caller, shown);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => records.toItem(row, projects, time)),
      nextCursor: last === undefined ? null : `${last.place}.${last.id}`,
    };
  });

  serve(api, 'changeCharityItem', ({ params, body, caller }) =>
    db.transaction().execute(async (transaction) => {
      const row = await held(transaction, caller, params.charityItemId);
      const time = now();
      if (body.terms !== undefined) await checkProjects(transaction, caller, body.terms);
      if (areTermsOver(row.terms, time)) refuse('charity_item_ended');
      if (body.terms !== undefined) {
        const merchant = await findMerchant(transaction, caller, row.merchant_id);
        if (merchant === undefined) refuse('charity_item_unknown');
        await checkTerms(transaction, caller, body.terms, merchant, time);
      }
      await records.changeItem(transaction, caller, row, body, time);
      return readWhole(transaction, caller, row.id, time);
    }),
  );

  serve(api, 'endCharityItem', ({ params, caller }) =>
    db.transaction().execute(async (transaction) => {
      const row = await held(transaction, caller, params.charityItemId);
      const time = now();
      if (!areTermsOver(row.terms, time)) {
        const terms = endedTerms(row.terms, time);
        await records.changeItem(transaction, caller, row, { terms }, time);
      }
      return readWhole(transaction, caller, row.id, time);
    }),
  );
}

/** Where the last page ended. */
function readCursor(cursor: string | undefined): records.ItemCursor | undefined {
  if (cursor === undefined) return undefined;
  const [, place, id] = /^(\d{1,5})\.(\w{1,64})$/.exec(cursor) ?? [];
  if (place === undefined || id === undefined) {
    return refuse('request_invalid', {
      fields: [{ field: 'cursor', message: 'is not a cursor of this list' }],
    });
  }
  return { place: Number.parseInt(place, 10), id };
}

async function held(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'charityItem'>,
): Promise<records.ItemRow> {
  return (await records.lockItem(transaction, book, id)) ?? refuse('charity_item_unknown');
}

function say(refusal: TermsRefusal | null): void {
  if (refusal !== null) refuse(refusal.code, { fields: [refusal] });
}

async function checkProjects(
  db: Kysely<Database>,
  book: Book,
  terms: CharityItemTerms,
): Promise<void> {
  say(refuseUnknownProjects(terms, await records.factsOf(db, book, [{ terms }])));
}

async function checkTerms(
  db: Kysely<Database>,
  book: Book,
  terms: CharityItemTerms,
  merchant: Merchant,
  now: Date,
): Promise<void> {
  const projects = await records.factsOf(db, book, [{ terms }]);
  say(refuseUnknownProjects(terms, projects) ?? refuseTerms(terms, merchant, projects, now));
  say(await refuseTreesOf(db, book, terms, now));
}

async function readWhole(
  db: Kysely<Database>,
  book: Book,
  id: Id<'charityItem'>,
  now: Date,
): Promise<CharityItemWhole> {
  const rows = await records.findItems(db, book, [id]);
  const [row] = rows;
  if (row === undefined) return refuse('charity_item_unknown');
  return records.toWhole(row, await records.factsOf(db, book, rows), now);
}
