/** Mails on their way, as errands in the outbox: each is there until the mail server has taken it. */
import type { Id, ReturnReason } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import { takeErrands } from '../jobs/errands.ts';

/** Topic of errands in the outbox that are mails. */
export const mailTopic = 'mail';

/** What is told of a recurring gift. */
export type RecurringLetter = 'started' | 'failed' | 'paused' | 'cancelled';

/** What a mail is about; what it says is read when it goes out. */
export type MailAbout =
  | { readonly kind: 'thanks' | 'card'; readonly donationId: Id<'donation'> }
  | {
      readonly kind: 'refund' | 'refund_failed';
      readonly donationId: Id<'donation'>;
      /** Minor units. */
      readonly amount: number;
    }
  | {
      readonly kind: 'tree';
      readonly adoptionId: Id<'adoption'>;
      readonly donationId: Id<'donation'>;
    }
  | {
      readonly kind: 'tree_returned';
      readonly adoptionId: Id<'adoption'>;
      readonly donationId: Id<'donation'>;
      readonly because: ReturnReason;
    }
  | { readonly kind: 'receipt'; readonly receiptId: Id<'receipt'> }
  | { readonly kind: 'statement'; readonly statementId: Id<'statement'> }
  | {
      readonly kind: 'recurring';
      readonly recurringGiftId: Id<'recurringGift'>;
      readonly letter: RecurringLetter;
    }
  | {
      readonly kind: 'donor_link';
      /** Where the link leads. */
      readonly page: string;
      readonly language: string | null;
    };

/** A mail about to be queued. */
export interface NewMail {
  readonly id: Id<'mail'>;
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly to: string;
  readonly about: MailAbout;
}

type Payload = Omit<NewMail, 'id' | 'organizationId'> & { readonly trouble?: string };

/** Leaves mails to be sent; with the transaction that they belong to, where there is one. */
export async function queueMails(db: Kysely<Database>, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  await db
    .insertInto('outbox')
    .values(
      mails.map(({ id, organizationId, ...payload }) => ({
        organization_id: organizationId,
        id,
        topic: mailTopic,
        subject: subjectOf(payload.about),
        payload: JSON.stringify(payload),
        available_at: sql<Date>`now()`,
        attempts: 0,
      })),
    )
    .execute();
}

function subjectOf(about: MailAbout): string {
  if (about.kind === 'donor_link') return '';
  if (about.kind === 'recurring') return about.recurringGiftId;
  if (about.kind === 'statement') return about.statementId;
  return about.kind === 'receipt' ? about.receiptId : about.donationId;
}

/** Takes mails that are due; those that are not finished come back, later and later. */
export async function takeMails(db: Kysely<Database>, limit: number): Promise<NewMail[]> {
  const due = { topic: mailTopic, limit, firstRestSeconds: 60 };
  const { rows } = await sql<{
    organization_id: Id<'organization'>;
    id: Id<'mail'>;
    payload: string;
  }>`${takeErrands(due)}`.execute(db);
  return rows.map((row) => {
    const { trouble: _, ...payload }: Payload = JSON.parse(row.payload);
    return { id: row.id, organizationId: row.organization_id, ...payload };
  });
}

/** Writes down why a mail did not go out; one that the server refuses for good is not tried again by itself. */
export async function keepTrouble(
  db: Kysely<Database>,
  { organizationId, id }: Pick<NewMail, 'organizationId' | 'id'>,
  trouble: string,
  isFinal: boolean,
): Promise<void> {
  await sql`
    update outbox set
      payload = (payload::jsonb || ${JSON.stringify({ trouble })}::jsonb)::text
      ${isFinal ? sql`, available_at = 'infinity'` : sql``}
    where organization_id = ${organizationId} and id = ${id}`.execute(db);
}

/** A mail in the queue, for people. */
export interface QueuedMail {
  readonly id: Id<'mail'>;
  readonly organizationId: Id<'organization'>;
  readonly kind: MailAbout['kind'];
  readonly to: string;
  readonly attempts: number;
  readonly queuedAt: Date;
  /** When it is tried again; null when it waits for somebody to say so. */
  readonly nextAt: Date | null;
  readonly trouble: string | null;
}

/** Mails that have not gone out, oldest first. */
export async function listMails(db: Kysely<Database>): Promise<QueuedMail[]> {
  const { rows } = await sql<QueuedMail>`
    select id, organization_id as "organizationId", payload::jsonb -> 'about' ->> 'kind' as kind,
      payload::jsonb ->> 'to' as "to", attempts, created_at as "queuedAt",
      nullif(available_at, 'infinity') as "nextAt", payload::jsonb ->> 'trouble' as trouble
    from outbox where topic = ${mailTopic} order by created_at, id`.execute(db);
  return rows;
}

/** Makes mails due now: one, or all. Says how many. */
export async function retryMails(db: Kysely<Database>, id?: Id<'mail'>): Promise<number> {
  let query = db
    .updateTable('outbox')
    .set({ available_at: sql<Date>`now()`, attempts: 0 })
    .where('topic', '=', mailTopic);
  if (id !== undefined) query = query.where('id', '=', id);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** How many mails wait, and how many of them the server has refused for good. */
export async function countMails(
  db: Kysely<Database>,
): Promise<{ readonly waiting: number; readonly refused: number }> {
  const { rows } = await sql<{ waiting: number; refused: number }>`
    select count(*)::integer as waiting,
      (count(*) filter (where available_at = 'infinity'))::integer as refused
    from outbox where topic = ${mailTopic}`.execute(db);
  return rows[0] ?? { waiting: 0, refused: 0 };
}
