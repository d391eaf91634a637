/** The address at which a charity decides on a gift's name and message. */
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { keepModeration } from './records.ts';

export interface ModerationParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
}

/** Hangs it on the house. */
export function registerModeration(api: Api, { db, now }: ModerationParts): void {
  serve(api, 'moderateDonation', async ({ params, body, caller }) => {
    const moderation = { ...body, decidedAt: now().toISOString() };
    const isKept = await keepModeration(db, caller, params.donationId, moderation);
    return isKept ? moderation : refuse('donation_unknown');
  });
}
