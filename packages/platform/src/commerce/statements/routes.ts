/** Addresses of statements. */
import { type Id, pageLimit, type Statement } from '@kindcart/contract';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { findMerchant } from '../merchants/records.ts';
import { type DrawingParts, drawStatement } from './drawing.ts';
import { beginPayment, type PayingParts } from './paying.ts';
import {
  findStatement,
  type KeptStatement,
  linesAfter,
  listStatements,
  toStatement,
} from './records.ts';

export interface StatementParts extends DrawingParts, PayingParts {
  /** Told that there is a mail to send. */
  readonly onQueued: () => void;
}

/** Hangs them on the house. */
export function registerStatements(api: Api, parts: StatementParts): void {
  const { db } = parts;

  serve(api, 'createStatement', async ({ body, caller, idempotency }) => {
    const { merchantId } = body;
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const merchant = await findMerchant(transaction, caller, merchantId);
      if (merchant === undefined) return refuse('merchant_unknown');
      const wanted = { ...caller, merchantId, because: 'asked' } as const;
      const id = await drawStatement(transaction, parts, wanted);
      if (id === null) return refuse('statement_nothing_new');
      const drawn = await findStatement(transaction, caller, id);
      return answerText('createStatement', said(drawn));
    });
    parts.onQueued();
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listStatements', async ({ query, caller }) => {
    const { merchantId, cursor, limit = pageLimit.default } = query;
    const found = await listStatements(db, caller, { merchantId, cursor, limit: limit + 1 });
    const items = found.slice(0, limit).map(said);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getStatement', async ({ params, caller }) =>
    said(await findStatement(db, caller, params.statementId)),
  );

  serve(api, 'listStatementLines', async ({ params, query, caller }) => {
    const { statementId } = params;
    const { cursor, limit = pageLimit.default } = query;
    await mustExist(caller, statementId);
    const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
    const found = await linesAfter(db, caller, statementId, after, limit + 1);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? String(shown.at(-1)?.ordinal ?? 0) : null;
    return { items: shown.map(({ ordinal, ...line }) => line), nextCursor: next };
  });

  serve(api, 'payStatement', ({ params, caller }) =>
    beginPayment(parts, caller, params.statementId),
  );

  function said(kept: KeptStatement | undefined): Statement {
    return kept === undefined ? refuse('statement_unknown') : toStatement(parts, kept);
  }

  async function mustExist(book: Book, id: Id<'statement'>): Promise<void> {
    if ((await findStatement(db, book, id)) === undefined) refuse('statement_unknown');
  }
}
