/** The demo's challenge: promised, funded in part, and walked for, each day as it would have been. */
import { type Id, type IdSource, newId } from '@kindcart/contract';
import { addDays, dayAt, dayStartMs } from '@kindcart/contract/days';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { makeChallenge } from '../deeds/challenges/making.ts';
import { findChallenges } from '../deeds/challenges/records.ts';
import { type ToldDeed, takeDeed } from '../deeds/deeds/batch.ts';
import { readBatch } from '../deeds/deeds/reading.ts';
import { writeBatch } from '../deeds/deeds/writing.ts';
import { fundChallenge } from '../deeds/fundings/making.ts';
import { participantsOf } from '../deeds/participants/references.ts';
import { insertMember, insertTeam } from '../deeds/teams/records.ts';
import type { Book } from '../ledger/rules.ts';
import { demoIds } from './demo-data.ts';
import {
  demoChallenge,
  demoDays,
  demoFunding,
  demoSteps,
  demoTeams,
  demoTimeZone,
  demoWalkers,
} from './demo-deeds-data.ts';

/** The challenge as the demo knows it. */
export interface SeededDeeds {
  readonly challengeId: Id<'challenge'>;
}

/** What it is made with. */
interface Making {
  readonly db: Transaction<Database>;
  readonly ids: IdSource;
  readonly book: Book;
  readonly challengeId: Id<'challenge'>;
  readonly today: string;
}

/** Makes the challenge unless it is there. Its ids are drawn apart, so that those of the charity stay. */
export async function seedDeeds(
  db: Transaction<Database>,
  ids: IdSource,
  book: Book,
  projectId: Id<'project'>,
): Promise<SeededDeeds> {
  const challengeId = newId('challenge', demoIds('deeds'));
  const now = new Date(ids.nowMs());
  if ((await findChallenges(db, book, [challengeId], now)).length > 0) return { challengeId };
  const today = dayAt(now.getTime(), demoTimeZone);
  const told = demoChallenge(projectId, today);
  const began = new Date(dayStartMs(told.startsOn, demoTimeZone));
  await makeChallenge(db, book, challengeId, told, began);
  const fundingIds = {
    challengeId,
    fundingId: newId('funding', ids),
    transferId: newId('transfer', ids),
  };
  await fundChallenge(db, book, fundingIds, demoFunding(today), began);
  const making: Making = { db, ids, book, challengeId, today };
  const walkers = await seedWalkers(making, began);
  await seedTeams(making, walkers, began);
  for (const [at, day] of demoDays(today).entries()) await seedDay(making, walkers, day, at);
  return { challengeId };
}

/** People whom a server tells of, each by a reference of its own. */
async function seedWalkers(
  { db, ids, book }: Making,
  began: Date,
): Promise<readonly Id<'participant'>[]> {
  const references = Array.from({ length: demoWalkers }, (_, at) => `demo walker ${at + 1}`);
  const parts = { db, now: () => began, newParticipantId: () => newId('participant', ids) };
  return [...(await participantsOf(parts, book, references)).values()];
}

async function seedTeams(
  { db, ids, book, challengeId }: Making,
  walkers: readonly Id<'participant'>[],
  began: Date,
): Promise<void> {
  let first = 0;
  for (const { name, walkers: members } of demoTeams) {
    const team = { id: newId('team', ids), challengeId, name };
    await insertTeam(db, book, team, began);
    for (const walker of walkers.slice(first, first + members)) {
      await insertMember(db, book, team, walker, began);
    }
    first += members;
  }
}

/** All deeds of a day, told at its end. */
async function seedDay(
  { db, ids, book, challengeId }: Making,
  walkers: readonly Id<'participant'>[],
  day: string,
  at: number,
): Promise<void> {
  const deeds = walkers.flatMap((participantId, walker): ToldDeed[] => {
    const quantity = demoSteps(walker, at);
    const deed = { ...book, challengeId, participantId, day, quantity, signed: null };
    return quantity === 0 ? [] : [{ ...deed, source: walker % 2 === 0 ? 'werun' : 'partner' }];
  });
  const now = new Date(dayStartMs(addDays(day, 1), demoTimeZone) - 1);
  const batch = await readBatch(db, deeds, { now, newDeedId: () => newId('deed', ids) });
  for (const deed of deeds) takeDeed(batch, deed);
  await writeBatch(db, batch, () => newId('transfer', ids));
}
