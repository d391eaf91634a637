/**
 * Passes on what shoppers added: each line of a statement becomes a gift of its project, or takes one
 * back, in the commit that settles it and once for ever. The merchant's account is where they meet: what
 * it pays comes in, what projects get goes out.
 */
import { createHash } from 'node:crypto';
import { type DonationState, type Id, type IdKind, idOfBytes } from '@kindcart/contract';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { bookingCtes, transferColumns, transferRow } from '../../ledger/records.ts';
import { accounts, type Book, type Transfer } from '../../ledger/rules.ts';
import { type KeptGift, takeBack } from './rules.ts';

export type NewId = <Kind extends IdKind>(kind: Kind) => Id<Kind>;

/** The statement whose round-ups are settled. */
export interface Passing extends Book {
  readonly statementId: Id<'statement'>;
  readonly merchantId: Id<'merchant'>;
  readonly currency: string;
}

interface Line {
  readonly orderId: Id<'order'>;
  readonly projectId: Id<'project'>;
  /** Minor units; below zero when something was taken back. */
  readonly amount: number;
}

const linesPerRound = 1_000;

/**
 * Passes on the round-ups of a statement to these projects. Whoever calls holds the merchant's row, so that
 * no other statement of it is drawn or settled meanwhile.
 */
export async function passOn(
  transaction: Transaction<Database>,
  passing: Passing,
  projectIds: readonly Id<'project'>[],
  newId: NewId,
): Promise<void> {
  const lines = await linesOf(transaction, passing, projectIds);
  if (lines.length === 0) return;
  await lockBooks(transaction, passing, projectIds);
  for (let at = 0; at < lines.length; at += linesPerRound) {
    const round = lines.slice(at, at + linesPerRound);
    await give(
      transaction,
      passing,
      round.filter(({ amount }) => amount > 0),
      newId,
    );
    await giveBack(
      transaction,
      passing,
      round.filter(({ amount }) => amount < 0),
      newId,
    );
  }
}

async function linesOf(
  transaction: Transaction<Database>,
  { organizationId, statementId }: Passing,
  projectIds: readonly Id<'project'>[],
): Promise<Line[]> {
  if (projectIds.length === 0) return [];
  const { rows } = await sql<Line>`
    select order_id as "orderId", project_id as "projectId", exact::bigint as amount
    from statement_line
    where organization_id = ${organizationId} and statement_id = ${statementId}
      and charity_item_id is null and project_id in (${sql.join(projectIds)})
    order by ordinal`.execute(transaction);
  return rows;
}

/**
 * Waits for totals and accounts in the order in which all others take them, since what follows takes them
 * a round at a time. The statements that book gifts and deeds take a project's total first: PostgreSQL runs
 * what changes data and nothing reads from the last to the first.
 *
 * @param clearing - the account that the merchant's money comes from, where some does
 */
export async function lockBooks(
  transaction: Transaction<Database>,
  { organizationId, livemode, merchantId, currency }: Passing,
  projectIds: readonly Id<'project'>[],
  clearing?: string,
): Promise<void> {
  const names = [
    ...(clearing === undefined ? [] : [clearing]),
    accounts.roundUp(merchantId),
    ...projectIds.map((id) => accounts.project(id)),
  ];
  await sql`
    select from project_total where organization_id = ${organizationId}
      and project_id in (${sql.join(projectIds)})
    order by project_id for update`.execute(transaction);
  await sql`
    select from ledger_account where organization_id = ${organizationId} and livemode = ${livemode}
      and currency = ${currency} and id in (${sql.join(names)})
    order by id for update`.execute(transaction);
}

/** What a line does to a gift; columns of `changeColumns`. */
interface Change {
  readonly order_id: Id<'order'>;
  readonly project_id: Id<'project'>;
  readonly donation_id: Id<'donation'>;
  /** Minor units, below zero of what goes back. */
  readonly amount: number;
  /** By how much the project's count of gifts changes. */
  readonly counts: -1 | 0 | 1;
  readonly state_before: DonationState;
  readonly state: DonationState;
  readonly outbox_id: Id<'event'>;
}

const changeColumns = sql.raw(
  'order_id text, project_id text, donation_id text, amount bigint, counts integer, state_before text, state text, outbox_id text',
);

/** Books, totals, how far each round-up is, and the news of it: what giving and taking back share. */
function movingCtes(
  { organizationId, livemode }: Passing,
  changes: readonly Change[],
  transfers: readonly Transfer[],
): RawBuilder<unknown> {
  const rows = transfers.map(transferRow);
  return sql`
    change as (select * from json_to_recordset(${JSON.stringify(changes)}::json) as (${changeColumns})),
    posting as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as (${transferColumns})),
    ${bookingCtes('nothing_held')},
    counted as (
      update project_total as total set raised_amount = total.raised_amount + sums.amount,
        donation_count = total.donation_count + sums.counts, version = total.version + 1, updated_at = now()
      from (
        select project_id, sum(amount)::bigint as amount, sum(counts)::integer as counts
        from change group by project_id) as sums
      where total.organization_id = ${organizationId} and total.project_id = sums.project_id),
    passed as (
      update round_up set passed_on = round_up.passed_on + sums.amount
      from (
        select order_id, project_id, sum(amount)::bigint as amount
        from change group by order_id, project_id) as sums
      where round_up.organization_id = ${organizationId} and round_up.order_id = sums.order_id
        and round_up.project_id = sums.project_id),
    queued as (
      insert into outbox (organization_id, id, topic, subject, payload, available_at)
      select ${organizationId}, outbox_id, 'donation.changed', donation_id,
        json_build_object('livemode', ${livemode}::boolean, 'projectId', project_id,
          'stateBefore', state_before, 'state', state, 'refundedDelta', greatest(0, -amount))::text, now()
      from change)`;
}

/** Gifts without a name or an address: the shop knows who gave them, and tells nobody. */
async function give(
  transaction: Transaction<Database>,
  passing: Passing,
  lines: readonly Line[],
  newId: NewId,
): Promise<void> {
  if (lines.length === 0) return;
  const { organizationId, livemode, statementId, currency } = passing;
  const made = lines.map((line) => ({ line, donationId: newId('donation') }));
  const gifts = made.map(({ line, donationId }) => ({
    donation_id: donationId,
    order_id: line.orderId,
    project_id: line.projectId,
    amount: line.amount,
    payment_reference: referenceOf(passing, line),
  }));
  const changes = made.map(
    ({ line, donationId }): Change => ({
      order_id: line.orderId,
      project_id: line.projectId,
      donation_id: donationId,
      amount: line.amount,
      counts: 1,
      state_before: 'pending',
      state: 'succeeded',
      outbox_id: newId('event'),
    }),
  );
  const transfers = made.map(({ line: { projectId, amount }, donationId }) =>
    transferOf(passing, { kind: 'gift', source: donationId, projectId, amount }, newId),
  );
  await sql`
    with gift as (
      select * from json_to_recordset(${JSON.stringify(gifts)}::json)
        as (donation_id text, order_id text, project_id text, amount bigint, payment_reference text)),
    given as (
      insert into donation (
        organization_id, id, livemode, version, project_id, state, currency, gift_amount, fee_cover_amount,
        refunded_amount, refund_asked_amount, donor_name, anonymous, message, provider, payment_reference,
        payment_version, expires_at, created_at, updated_at)
      select ${organizationId}, donation_id, ${livemode}, 1, project_id, 'succeeded', ${currency}, amount, 0,
        0, 0, null, true, null, 'shop', payment_reference, 1, now(), now(), now()
      from gift),
    linked as (
      insert into round_up_gift (organization_id, order_id, project_id, statement_id, donation_id)
      select ${organizationId}, order_id, project_id, ${statementId}, donation_id from gift),
    ${movingCtes(passing, changes, transfers)}
    select`.execute(transaction);
}

/** One for ever: a line that was passed on has this payment. */
function referenceOf({ statementId }: Passing, { orderId, projectId }: Line): Id<'payment'> {
  const digest = createHash('sha256').update(`${statementId} ${orderId} ${projectId}`).digest();
  return idOfBytes('payment', digest.subarray(0, 16));
}

function transferOf(
  { organizationId, livemode, merchantId, currency }: Passing,
  move: {
    readonly kind: 'gift' | 'gift_refund';
    readonly source: string;
    readonly projectId: Id<'project'>;
    readonly amount: number;
  },
  newId: NewId,
): Transfer {
  const { kind, source, projectId, amount } = move;
  const merchant = accounts.roundUp(merchantId);
  const project = accounts.project(projectId);
  const sides =
    kind === 'gift' ? { debit: merchant, credit: project } : { debit: project, credit: merchant };
  const id = newId('transfer');
  return { organizationId, livemode, id, kind, source, ...sides, money: { amount, currency } };
}

async function giveBack(
  transaction: Transaction<Database>,
  passing: Passing,
  lines: readonly Line[],
  newId: NewId,
): Promise<void> {
  if (lines.length === 0) return;
  const { organizationId, currency } = passing;
  const gifts = await giftsOf(transaction, passing, lines);
  const back = lines.flatMap(({ orderId, projectId, amount }) => {
    const own = gifts.filter((one) => one.orderId === orderId && one.projectId === projectId);
    return takeBack(own, -amount).map((taken) => ({ ...taken, orderId, projectId }));
  });
  const refunds = back.map(({ gift, amount, orderId, state }) => ({
    id: newId('refund'),
    donation_id: gift.donationId,
    amount,
    state,
    reason: `given back with order ${orderId}`,
  }));
  const changes = back.map(
    ({ gift, amount, orderId, projectId, stateBefore, state }): Change => ({
      order_id: orderId,
      project_id: projectId,
      donation_id: gift.donationId,
      amount: -amount,
      counts: state === 'refunded' ? -1 : 0,
      state_before: stateBefore,
      state,
      outbox_id: newId('event'),
    }),
  );
  const transfers = back.map(({ gift, amount, projectId }) => {
    const source = `${gift.donationId}:${gift.paymentVersion + 1}`;
    return transferOf(passing, { kind: 'gift_refund', source, projectId, amount }, newId);
  });
  await sql`
    with back as (
      select * from json_to_recordset(${JSON.stringify(refunds)}::json)
        as (id text, donation_id text, amount bigint, state text, reason text)),
    lowered as (
      update donation set version = donation.version + 1, payment_version = donation.payment_version + 1,
        refunded_amount = donation.refunded_amount + back.amount,
        refund_asked_amount = donation.refund_asked_amount + back.amount,
        state = back.state, updated_at = now()
      from back where donation.organization_id = ${organizationId} and donation.id = back.donation_id),
    refunded as (
      insert into refund (organization_id, id, donation_id, currency, amount, state, reason, updated_at)
      select ${organizationId}, id, donation_id, ${currency}, amount, 'succeeded', reason, now() from back),
    ${movingCtes(passing, changes, transfers)}
    select`.execute(transaction);
}

type OwnGift = KeptGift & Pick<Line, 'orderId' | 'projectId'>;

/** The gifts that these round-ups have become so far, newest first. */
async function giftsOf(
  transaction: Transaction<Database>,
  { organizationId }: Passing,
  lines: readonly Line[],
): Promise<OwnGift[]> {
  const { rows } = await sql<OwnGift>`
    select own.order_id as "orderId", own.project_id as "projectId", donation.id as "donationId",
      gift_amount as amount, refunded_amount as refunded, payment_version as "paymentVersion"
    from round_up_gift as own
    join donation on donation.organization_id = own.organization_id and donation.id = own.donation_id
    where own.organization_id = ${organizationId}
      and own.order_id in (${sql.join(lines.map(({ orderId }) => orderId))})
    order by donation.id desc for update of donation`.execute(transaction);
  return rows;
}
