/** Adoptions as rows: made with their shares, read with the donations that pay them. */
import type {
  AdoptableLand,
  AdoptionFacts,
  AdoptionState,
  CreateAdoption,
  Id,
  Money,
  ShareFacts,
  SharePayment,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { AdoptionTable } from '../../database/tables/forest.ts';
import { isOpen } from '../../giving/projects/rules.ts';
import type { Book } from '../../ledger/rules.ts';
import { type PaymentState, standingOf } from './rules.ts';

export type AdoptionRow = Selectable<AdoptionTable>;

/** What adopting needs of a plot and a kind of tree; undefined when the book has no such plot. */
export async function findLand(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  { plotId, speciesId }: Pick<CreateAdoption, 'plotId' | 'speciesId'>,
  now: Date,
): Promise<
  | (AdoptableLand & { readonly projectId: Id<'project'>; readonly points: number | null })
  | undefined
> {
  const { rows } = await sql<{
    plot_state: AdoptableLand['plotState'];
    project_id: Id<'project'>;
    project_state: 'open' | 'closed';
    closes_at: Date | null;
    currency: string;
    minimum_amount: number;
    maximum_amount: number;
    species_state: AdoptableLand['speciesState'];
    species_currency: string | null;
    price_amount: number | null;
    points: number | null;
    here: boolean;
  }>`
    select plot.state as plot_state, plot.project_id, project.state as project_state, project.closes_at,
      project.currency, project.minimum_amount, project.maximum_amount,
      species.state as species_state, species.currency as species_currency, species.price_amount,
      species.points, allowed.species_id is not null as here
    from plot
    join project on project.organization_id = plot.organization_id and project.id = plot.project_id
    left join species on species.organization_id = plot.organization_id
      and species.livemode = plot.livemode and species.id = ${speciesId}
    left join plot_species as allowed on allowed.organization_id = plot.organization_id
      and allowed.plot_id = plot.id and allowed.species_id = species.id
    where plot.organization_id = ${organizationId} and plot.livemode = ${livemode}
      and plot.id = ${plotId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    plotState: row.plot_state,
    speciesState: row.species_state,
    isPlantedHere: row.here,
    price: { amount: row.price_amount ?? 0, currency: row.species_currency ?? row.currency },
    points: row.points,
    projectId: row.project_id,
    project: {
      isOpen: isOpen({ state: row.project_state, closesAt: row.closes_at }, now),
      currency: row.currency,
      minimumAmount: row.minimum_amount,
      maximumAmount: row.maximum_amount,
    },
  };
}

/** The adoption that came of a source; undefined where none did. */
export async function findSource(
  db: Kysely<Database>,
  { organizationId }: Book,
  source: string,
): Promise<Id<'adoption'> | undefined> {
  const row = await db
    .selectFrom('adoption')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('source', '=', source)
    .executeTakeFirst();
  return row?.id;
}

/**
 * How many places the address holds without having paid. Until the transaction ends, whoever asks from
 * there waits, so that many requests at once are counted like one after another.
 */
export async function countHeldBy(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  heldBy: string,
  now: Date,
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} ${heldBy}`}, 0))`.execute(
    transaction,
  );
  const { held } = await transaction
    .selectFrom('adoption')
    .select((set) => set.fn.countAll<number>().as('held'))
    .where('organization_id', '=', organizationId)
    .where('held_by', '=', heldBy)
    .where('state', '=', 'held')
    .where('held_until', '>', now)
    .executeTakeFirstOrThrow();
  return held;
}

/** An adoption about to be written. */
export interface NewAdoption
  extends Pick<CreateAdoption, 'plotId' | 'speciesId' | 'teamName' | 'gift'> {
  readonly id: Id<'adoption'>;
  readonly placeNumber: number;
  readonly state: AdoptionState;
  readonly heldUntil: Date | null;
  readonly price: Money;
  readonly shares: readonly Money[];
  readonly adopter: AdoptionTable['adopter'];
  readonly source: string | null;
  readonly heldBy: string | null;
}

/** Writes it with its shares; false where one of the same source is there already. */
export async function insertAdoption(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  adoption: NewAdoption,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('adoption')
    .values({
      organization_id: organizationId,
      id: adoption.id,
      livemode,
      plot_id: adoption.plotId,
      species_id: adoption.speciesId,
      place_number: adoption.placeNumber,
      moved_from: null,
      state: adoption.state,
      held_until: adoption.heldUntil,
      currency: adoption.price.currency,
      price_amount: adoption.price.amount,
      share_count: Math.max(1, adoption.shares.length),
      team_name: adoption.teamName,
      gift: adoption.gift === null ? null : JSON.stringify(adoption.gift),
      adopter: adoption.adopter,
      source: adoption.source,
      held_by: adoption.heldBy,
      tree_number: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  if (adoption.shares.length === 0) return true;
  await db
    .insertInto('adoption_share')
    .values(
      adoption.shares.map(({ amount }, at) => ({
        organization_id: organizationId,
        adoption_id: adoption.id,
        number: at + 1,
        amount,
        state: 'open' as const,
        donation_id: null,
      })),
    )
    .execute();
  return true;
}

/** The adoption of the book, which nobody else changes until the transaction ends. */
export function lockAdoption(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  id: Id<'adoption'>,
): Promise<AdoptionRow | undefined> {
  return transaction
    .selectFrom('adoption')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** What the rules need of adoptions beside their rows, by id. */
export async function factsOf(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  ids: readonly Id<'adoption'>[],
): Promise<Map<Id<'adoption'>, Pick<AdoptionFacts, 'projectId' | 'shares' | 'payments'>>> {
  if (ids.length === 0) return new Map();
  const projects = await db
    .selectFrom('adoption')
    .innerJoin('plot', (join) =>
      join
        .onRef('plot.organization_id', '=', 'adoption.organization_id')
        .onRef('plot.id', '=', 'adoption.plot_id'),
    )
    .select(['adoption.id', 'plot.project_id'])
    .where('adoption.organization_id', '=', organizationId)
    .where('adoption.id', 'in', ids)
    .execute();
  const shares = Map.groupBy(
    await sharesOfAll(db, organizationId, ids),
    ({ adoption }) => adoption,
  );
  const payments = Map.groupBy(
    await paymentsOfAll(db, organizationId, ids),
    ({ adoption }) => adoption,
  );
  return new Map(
    projects.map(({ id, project_id: projectId }) => [
      id,
      {
        projectId,
        shares: (shares.get(id) ?? []).map(({ share }) => share),
        payments: (payments.get(id) ?? []).map(({ payment }) => payment),
      },
    ]),
  );
}

async function sharesOfAll(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  ids: readonly Id<'adoption'>[],
): Promise<{ readonly adoption: Id<'adoption'>; readonly share: ShareFacts }[]> {
  const rows = await db
    .selectFrom('adoption_share')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('adoption_id', 'in', ids)
    .orderBy('adoption_id')
    .orderBy('number')
    .execute();
  return rows.map(({ adoption_id: adoption, number, amount, state, donation_id: donationId }) => ({
    adoption,
    share: { number, amount, state, donationId },
  }));
}

/** Donations that were begun for the adoptions, oldest first. */
async function paymentsOfAll(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  ids: readonly Id<'adoption'>[],
): Promise<{ readonly adoption: Id<'adoption'>; readonly payment: SharePayment }[]> {
  const { rows } = await sql<{
    adoption_id: Id<'adoption'>;
    donation_id: Id<'donation'>;
    share_number: number;
    begun_from: string | null;
    returned_because: SharePayment['returnedBecause'];
    /** Null where the donation never came to be. */
    state: PaymentState['state'] | null;
    gift_amount: number | null;
    charge: number | null;
    refunded: number | null;
    lost: number;
  }>`
    select payment.adoption_id, payment.donation_id, payment.share_number, payment.begun_from,
      payment.returned_because, donation.state, donation.gift_amount,
      donation.gift_amount + donation.fee_cover_amount as charge, donation.refunded_amount as refunded,
      case when donation.disputed_amount > 0 then (
        select coalesce(sum(withdrawn_amount), 0)::bigint from dispute
        where dispute.organization_id = donation.organization_id
          and dispute.donation_id = donation.id and dispute.state = 'lost') else 0 end as lost
    from adoption_payment as payment
    left join donation on donation.organization_id = payment.organization_id
      and donation.id = payment.donation_id
    where payment.organization_id = ${organizationId} and payment.adoption_id in (${sql.join(ids)})
    order by payment.created_at, payment.donation_id`.execute(db);
  return rows.map((row) => ({
    adoption: row.adoption_id,
    payment: {
      donationId: row.donation_id,
      shareNumber: row.share_number,
      begunFrom: row.begun_from,
      giftAmount: row.gift_amount ?? 0,
      returnedBecause: row.returned_because,
      standing: standingOf(
        row.state === null
          ? undefined
          : {
              state: row.state,
              chargeAmount: row.charge ?? 0,
              refundedAmount: row.refunded ?? 0,
              lostAmount: row.lost,
            },
      ),
    },
  }));
}

/** Changes an adoption whose row is held. */
export async function changeAdoption(
  transaction: Transaction<Database>,
  { organization_id: organizationId, id }: Pick<AdoptionRow, 'organization_id' | 'id'>,
  change: Partial<
    Pick<AdoptionRow, 'state' | 'held_until' | 'place_number' | 'moved_from' | 'tree_number'>
  >,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('adoption')
    .set({ ...change, ...(change.state !== undefined && { held_by: null }), updated_at: now })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Takes out for whom a tree is that the gift pays for, and from where the gift was begun. */
export async function eraseAdopter(
  db: Kysely<Database>,
  donationId: Id<'donation'>,
): Promise<void> {
  await sql`
    with begun as (
      update adoption_payment set begun_from = null where donation_id = ${donationId}
      returning organization_id, adoption_id)
    update adoption set gift = null, held_by = null from begun
    where adoption.organization_id = begun.organization_id and adoption.id = begun.adoption_id`.execute(
    db,
  );
}

/** Forgets from where gifts were begun that are paid by now, or never will be. */
export async function forgetAddresses(db: Kysely<Database>, before: Date): Promise<void> {
  await db
    .updateTable('adoption_payment')
    .set({ begun_from: null })
    .where('begun_from', 'is not', null)
    .where('created_at', '<', before)
    .execute();
}
