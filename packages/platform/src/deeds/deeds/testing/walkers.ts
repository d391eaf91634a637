/** Challenges and those who walk in them, straight in the tables, for tests of what their deeds give. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  type CreateChallenge,
  type CreateDeed,
  createProjectExample,
  deedText,
  type Id,
  type Project,
  type Source,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../../database/schema.ts';
import type { Book } from '../../../ledger/rules.ts';
import { type TestPlatform, testId } from '../../../testing/platform.ts';
import { seedChallenge } from '../../testing.ts';
import type { ToldDeed } from '../batch.ts';

/** A challenge that has begun. */
export interface Walk {
  readonly id: Id<'challenge'>;
  readonly project: Project;
}

/** Makes a challenge of these terms, and a project for it. */
export async function openWalk(
  { database, a, stage }: TestPlatform,
  changes: Partial<CreateChallenge>,
  fundedAmount?: number,
): Promise<Walk> {
  const project = await stage.project(createProjectExample);
  const challengeId = testId('challenge');
  await seedChallenge(database.db, a.book, {
    challengeId,
    projectId: project.id,
    fundingId: testId('funding'),
    transferId: testId('transfer'),
    ...(fundedAmount !== undefined && { fundedAmount }),
    changes,
  });
  return { id: challengeId, project };
}

/** What a day of somebody says. */
export interface Told {
  readonly day: string;
  readonly quantity: number;
  readonly source?: Source;
}

/** Somebody with a device that signs. */
export interface Walker {
  readonly participantId: Id<'participant'>;
  readonly device: string;
  /** A deed with the device's next counter, or with this one. */
  sign(walk: Pick<Walk, 'id'>, told: Told, counter?: number): CreateDeed;
  /** The same as it is handed on once its signature is found right. */
  told(walk: Pick<Walk, 'id'>, told: Told, counter?: number): ToldDeed;
}

/** Makes a participant with a device. `madeFrom` is where it was made, as kept. */
export async function makeWalker(
  db: Kysely<Database>,
  book: Book,
  madeFrom: string | null = null,
): Promise<Walker> {
  const [walker] = await makeWalkers(db, book, 1, madeFrom);
  if (walker === undefined) throw new Error('One was asked for');
  return walker;
}

/** Rows of one statement. */
const rowsMax = 500;

/** Makes many of them, one after the other. */
export async function makeWalkers(
  db: Kysely<Database>,
  book: Book,
  count: number,
  madeFrom: string | null = null,
): Promise<Walker[]> {
  const made = Array.from({ length: count }, (_, before) =>
    newWalker(book, madeFrom, madeFrom === null ? 0 : before),
  );
  for (let at = 0; at < count; at += rowsMax) {
    const some = made.slice(at, at + rowsMax);
    const [people, devices] = [some.map((one) => one.person), some.map((one) => one.device)];
    await db.insertInto('participant').values(people).execute();
    await db.insertInto('device').values(devices).execute();
  }
  return made.map(({ walker }) => walker);
}

function newWalker(book: Book, made_from: string | null, made_before: number) {
  const id = testId('participant');
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = [x, y].map((half) => Buffer.from(half, 'base64url'));
  const raw = Buffer.concat([Buffer.of(4), ...point]);
  const device = createHash('sha256').update(raw).digest('base64url');
  const created_at = new Date();
  const own = { organization_id: book.organizationId, livemode: book.livemode, created_at };
  return {
    person: { ...own, id, made_from, made_before, updated_at: created_at },
    device: { ...own, id: device, participant_id: id, public_key: raw.toString('base64url') },
    walker: walkerOf(book, id, device, privateKey),
  };
}

function walkerOf(
  book: Book,
  participantId: Id<'participant'>,
  device: string,
  privateKey: KeyObject,
): Walker {
  let last = 0;
  function signed(walk: Pick<Walk, 'id'>, { source = 'motion', ...told }: Told, given?: number) {
    const counter = given ?? last + 1;
    last = Math.max(last, counter);
    const deed = { challengeId: walk.id, participantId, device, ...told, source, counter };
    const by = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(deedText(deed)), by).toString('base64url');
    return { ...deed, signature };
  }
  return {
    participantId,
    device,
    sign: signed,
    told(walk, told, given) {
      const { device: _, counter, signature, ...deed } = signed(walk, told, given);
      const { organizationId, livemode } = book;
      return { organizationId, livemode, ...deed, signed: { device, counter, signature } };
    },
  };
}

/** A day's total as a server tells of it. */
export function toldByServer(
  { organizationId, livemode }: Book,
  walk: Pick<Walk, 'id'>,
  { participantId }: Pick<Walker, 'participantId'>,
  { source = 'partner', ...told }: Told,
): ToldDeed {
  const of = { organizationId, livemode, challengeId: walk.id, participantId };
  return { ...of, ...told, source, signed: null };
}
