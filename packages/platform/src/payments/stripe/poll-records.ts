/** How far each account's events were looked through, and when that is due again. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { StripePollTable } from '../../database/tables/stripe.ts';

export type StripePollRow = Selectable<StripePollTable>;

/** An account of Stripe's in one mode; an empty name is the keys' own. */
type PolledAccount = Pick<StripePollRow, 'livemode' | 'account'>;

const everySeconds = 15 * 60;
const firstRestSeconds = 10;

/** Has the account looked through from now on; it stays so, as refunds and disputes come late. */
export async function addPoll(db: Kysely<Database>, account: PolledAccount): Promise<void> {
  await db
    .insertInto('stripe_poll')
    .values({ ...account, next_at: sql`now()`, failures: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes an account that is due; no other process does before it is due again. */
export async function takeDuePoll(
  db: Kysely<Database>,
  livemodes: readonly boolean[],
): Promise<StripePollRow | undefined> {
  const { rows } = await sql<StripePollRow>`
    update stripe_poll set next_at = now() + make_interval(secs => ${everySeconds})
    where (livemode, account) in (
      select livemode, account from stripe_poll
      where next_at <= now() and livemode = any (${livemodes})
      order by next_at limit 1 for update skip locked)
    returning *`.execute(db);
  return rows[0];
}

/** All of the account was looked through up to this moment of Stripe's. */
export async function finishPoll(
  db: Kysely<Database>,
  { livemode, account }: PolledAccount,
  seenUntil: Date | null,
): Promise<void> {
  await sql`
    update stripe_poll set failures = 0, seen_until = greatest(seen_until, ${seenUntil}::timestamptz)
    where livemode = ${livemode} and account = ${account}`.execute(db);
}

/** It failed: it is due again soon, and after each further failure twice as late. */
export async function delayPoll(
  db: Kysely<Database>,
  { livemode, account }: PolledAccount,
): Promise<void> {
  await sql`
    update stripe_poll set failures = failures + 1,
      next_at = now() + make_interval(
        secs => least(${everySeconds}::integer, ${firstRestSeconds}::integer * 2 ^ least(failures, 12)))
    where livemode = ${livemode} and account = ${account}`.execute(db);
}
