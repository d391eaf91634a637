/** Addresses of a charity's own notes on donations. */
import { type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { withClaim } from '../claims.ts';
import { hasDonation, insertNote, listNotes } from './records.ts';

export interface NoteParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newNoteId: () => Id<'note'>;
}

/** Hangs them on the house. */
export function registerNotes(api: Api, { db, now, newNoteId }: NoteParts): void {
  serve(api, 'createNote', async ({ params, body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const { donationId } = params;
      if (!(await hasDonation(transaction, caller, donationId))) refuse('donation_unknown');
      const note = { id: newNoteId(), donationId, ...body, createdAt: now().toISOString() };
      await insertNote(transaction, caller.organizationId, note);
      return answerText('createNote', note);
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listNotes', async ({ params: { donationId }, query, caller }) => {
    if (!(await hasDonation(db, caller, donationId))) refuse('donation_unknown');
    const { cursor, limit = pageLimit.default } = query;
    const page = { cursor, limit: limit + 1 };
    const rows = await listNotes(db, caller.organizationId, donationId, page);
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
