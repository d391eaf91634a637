/** Addresses of teams. */
import { type CreateTeam, type Id, isId, type JoinTeam, type Team } from '@kindcart/contract';
import { joinTeamText, teamText } from '@kindcart/contract/signing';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { checkWish, takeNewWish, takeWish } from '../participants/wishes.ts';
import { findTeam, findTeamTerms, insertMember, insertTeam, teamOf } from './records.ts';

export interface TeamParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newTeamId: () => Id<'team'>;
}

/** Hangs them on the house. */
export function registerTeams(api: Api, { db, now, newTeamId }: TeamParts): void {
  async function read(book: Book, id: Id<'team'>): Promise<Team> {
    return (await findTeam(db, book, id)) ?? refuse('team_unknown');
  }

  serve(api, 'createTeam', async ({ params: { challengeId }, body, caller, idempotency }) => {
    const { name, participantId, ...wish } = body;
    await checkTeams(db, caller, challengeId);
    const textOf: Parameters<typeof checkWish>[4] = (signed) => teamText(signed, challengeId, name);
    await checkWish(db, caller, participantId, wish, textOf);
    // What is kept with the key is the id alone: what a team has done changes, and keys hold no names.
    const kept = await withClaim(db, idempotency, async (transaction) => {
      const team = { id: newTeamId(), challengeId, name };
      await makeTeam(transaction, caller, team, body, now());
      return team.id;
    });
    if (kept === null) return refuse('idempotency_key_reused');
    const { text: id, replayed } = kept;
    if (!isId('team', id)) throw new Error(`The key keeps ${id}, which is no team`);
    return { text: answerText('createTeam', await read(caller, id)), replayed };
  });

  serve(api, 'joinTeam', async ({ params: { teamId }, body, caller }) => {
    const { participantId, ...wish } = body;
    const team = await read(caller, teamId);
    const terms = await findTeamTerms(db, caller, team.challengeId);
    if (terms?.closed_at !== null) refuse('challenge_closed');
    await checkWish(db, caller, participantId, wish, (signed) => joinTeamText(signed, teamId));
    await db
      .transaction()
      .execute((transaction) => joinTeam(transaction, caller, team, body, now()));
    return read(caller, teamId);
  });
}

/** @throws Refusal `challenge_unknown`, `challenge_closed`, `teams_not_offered` */
async function checkTeams(
  db: Kysely<Database>,
  book: Book,
  challengeId: Id<'challenge'>,
): Promise<void> {
  const terms = await findTeamTerms(db, book, challengeId);
  if (terms === undefined) return refuse('challenge_unknown');
  if (terms.closed_at !== null) refuse('challenge_closed');
  if (!terms.teams) refuse('teams_not_offered');
}

/** @throws Refusal `wish_outdated`, `team_name_taken`, `team_joined` */
async function makeTeam(
  transaction: Transaction<Database>,
  book: Book,
  team: Pick<Team, 'id' | 'challengeId' | 'name'>,
  { participantId, ...wish }: CreateTeam,
  now: Date,
): Promise<void> {
  await takeNewWish(transaction, book, participantId, wish);
  if (!(await insertTeam(transaction, book, team, now))) refuse('team_name_taken');
  if (!(await insertMember(transaction, book, team, participantId, now))) refuse('team_joined');
}

/** @throws Refusal `wish_outdated`, `team_joined` */
async function joinTeam(
  transaction: Transaction<Database>,
  book: Book,
  team: Pick<Team, 'id' | 'challengeId'>,
  { participantId, ...wish }: JoinTeam,
  now: Date,
): Promise<void> {
  const isNew = await takeWish(transaction, book, participantId, wish);
  if (isNew && (await insertMember(transaction, book, team, participantId, now))) return;
  const joined = await teamOf(transaction, book, team.challengeId, participantId);
  if (joined !== team.id) refuse(isNew ? 'team_joined' : 'wish_outdated');
}
