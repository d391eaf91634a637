/** New challenges, changes of them, and their end: from the API and from the command line. */
import {
  type Challenge,
  type ChallengeRefusal,
  type CreateChallenge,
  type Id,
  leftGoesTo,
  refuseChallenge,
  refuseChallengeChange,
  refuseClosing,
  type UpdateChallenge,
} from '@kindcart/contract';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { findProjects } from '../../giving/projects/records.ts';
import { isOpen } from '../../giving/projects/rules.ts';
import { refuse } from '../../http/refusal.ts';
import { book, openLimitedAccount } from '../../ledger/records.ts';
import { accounts, type Book } from '../../ledger/rules.ts';
import {
  countUndecided,
  findChallenges,
  insertChallenge,
  lockChallenge,
  markClosed,
  tellChanged,
  updateChallenge,
} from './records.ts';

type ChallengeId = Id<'challenge'>;

/** Makes a challenge with an account of its own. @throws Refusal with what is wrong with which field */
export async function makeChallenge(
  transaction: Transaction<Database>,
  own: Book,
  id: ChallengeId,
  told: CreateChallenge,
  now: Date,
): Promise<Challenge> {
  const [project] = await findProjects(transaction, own, [told.projectId]);
  if (project === undefined) {
    const fields = [{ field: 'projectId', message: 'is no project of this key' }];
    return refuse('project_unknown', { fields });
  }
  const isProjectOpen = isOpen({ state: project.state, closesAt: project.closes_at }, now);
  say(refuseChallenge(told, { isOpen: isProjectOpen, currency: project.currency }));
  await insertChallenge(transaction, own, id, told, now);
  await openLimitedAccount(transaction, own, accounts.challenge(id), told.budget.currency);
  return readChallenge(transaction, own, id, now);
}

/**
 * Changes a challenge as it stands, which nobody else changes meanwhile.
 *
 * @throws Refusal `challenge_unknown`, `challenge_closed`, `currency_mismatch`, `challenge_change_refused`
 */
export async function changeChallenge(
  transaction: Transaction<Database>,
  own: Book,
  id: ChallengeId,
  change: UpdateChallenge,
  now: Date,
): Promise<Challenge> {
  const challenge = await holdChallenge(transaction, own, id, now);
  say(refuseChallengeChange(challenge, change));
  await updateChallenge(transaction, own, id, change, now);
  await tellChanged(transaction, own, [id]);
  return readChallenge(transaction, own, id, now);
}

/**
 * Passes on what is left, to the project or back to the sponsor. One that is closed stays as it is.
 *
 * @param forfeitUndecided whether deeds that nobody decided on may come to nothing
 * @throws Refusal `challenge_unknown`, `challenge_not_over`, `deeds_undecided`
 */
export async function closeChallenge(
  transaction: Transaction<Database>,
  own: Book,
  id: ChallengeId,
  transferId: Id<'transfer'>,
  now: Date,
  forfeitUndecided = false,
): Promise<Challenge> {
  const challenge = await holdChallenge(transaction, own, id, now);
  if (challenge.closed !== null) return challenge;
  say(refuseClosing(challenge, await countUndecided(transaction, own, id), forfeitUndecided));
  const to = leftGoesTo(challenge);
  const { amount } = challenge.totals.left;
  await markClosed(transaction, own, id, { to, amount }, now);
  if (amount > 0) await passOn(transaction, own, challenge, transferId);
  await tellChanged(transaction, own, [id]);
  return readChallenge(transaction, own, id, now);
}

/** The books, and what pages show of the project where it is the one that gets it. */
async function passOn(
  transaction: Transaction<Database>,
  own: Book,
  challenge: Challenge,
  transferId: Id<'transfer'>,
): Promise<void> {
  const { id, projectId } = challenge;
  const { left } = challenge.totals;
  const toProject = leftGoesTo(challenge) === 'project';
  // Deeds take a project's total before its account; so does this, or each would wait for the other.
  if (toProject) {
    await sql`select from project_total
      where organization_id = ${own.organizationId} and project_id = ${projectId}
      for update`.execute(transaction);
  }
  const [outcome] = await book(transaction, [
    {
      ...own,
      id: transferId,
      kind: 'challenge_left',
      source: id,
      debit: accounts.challenge(id),
      credit: toProject ? accounts.project(projectId) : accounts.sponsor(id),
      money: left,
    },
  ]);
  if (outcome !== 'booked')
    throw new Error(`What is left of ${id} could not be booked: ${outcome}`);
  if (!toProject) return;
  await sql`
    update project_total set raised_amount = raised_amount + ${left.amount},
      version = version + 1, updated_at = now()
    where organization_id = ${own.organizationId} and project_id = ${projectId}`.execute(
    transaction,
  );
  await tellChanged(transaction, own, [projectId]);
}

/** A challenge that is held until the transaction ends. @throws Refusal `challenge_unknown` */
export async function holdChallenge(
  transaction: Transaction<Database>,
  own: Book,
  id: ChallengeId,
  now: Date,
): Promise<Challenge> {
  return (await lockChallenge(transaction, own, id, now)) ?? refuse('challenge_unknown');
}

async function readChallenge(
  transaction: Transaction<Database>,
  own: Book,
  id: ChallengeId,
  now: Date,
): Promise<Challenge> {
  const [challenge] = await findChallenges(transaction, own, [id], now);
  return challenge ?? refuse('challenge_unknown');
}

/** @throws Refusal when there is one */
export function say(refusal: ChallengeRefusal | null): void {
  if (refusal !== null) refuse(refusal.code, { fields: refusal.fields });
}
