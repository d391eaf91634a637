/** Teams of a challenge by how much they did, as rows and at their address. */
import { type Id, isId, pageLimit, type Team } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { hasChallenge } from '../challenges/records.ts';
import { selectTeams, toTeam } from './records.ts';

/** A place in the order of teams: after the team that had so much when it was read. */
interface After {
  readonly quantity: number;
  readonly id: Id<'team'>;
}

/** Hangs it on the house. */
export function registerTeamList(api: Api, { db }: { readonly db: Kysely<Database> }): void {
  serve(api, 'listTeams', async ({ params, query, caller }) => {
    const { challengeId } = params;
    const { cursor, limit = pageLimit.default } = query;
    const after = cursor === undefined ? undefined : readCursor(cursor);
    if (!(await hasChallenge(db, caller, challengeId))) refuse('challenge_unknown');
    const found = await listTeams(db, caller, challengeId, { after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return { items, nextCursor: hasMore ? `${last.totals.quantity}.${last.id}` : null };
  });
}

function readCursor(cursor: string): After {
  const [, quantity = '', id = ''] = /^(\d{1,15})\.(\w+)$/.exec(cursor) ?? [];
  if (isId('team', id)) return { quantity: Number(quantity), id };
  const fields = [{ field: 'cursor', message: 'is not a cursor of this list' }];
  return refuse('request_invalid', { fields });
}

/** A page of them, those with most first and the older before the younger. */
async function listTeams(
  db: Kysely<Database>,
  book: Book,
  challengeId: Id<'challenge'>,
  page: { readonly after: After | undefined; readonly limit: number },
): Promise<Team[]> {
  const { after, limit } = page;
  let query = selectTeams(db, book)
    .where('team.challenge_id', '=', challengeId)
    .orderBy('team.quantity', 'desc')
    .orderBy('team.id')
    .limit(limit);
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(team.quantity < ${after.quantity} or (team.quantity = ${after.quantity} and team.id > ${after.id}))`,
    );
  }
  return (await query.execute()).map(toTeam);
}
