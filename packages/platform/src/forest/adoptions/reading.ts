/** Adoptions as pages see them. */
import type { Adoption, AdoptionShare, Id, Position } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import type { AdoptionRow } from './records.ts';

interface WholeRow extends AdoptionRow {
  readonly project_id: Id<'project'>;
  readonly longitude: number;
  readonly latitude: number;
  readonly tree_id: Id<'tree'> | null;
  readonly shares: readonly {
    readonly number: number;
    readonly amount: number;
    readonly state: AdoptionShare['state'];
    readonly name: string | null;
  }[];
}

/** The adoption as it stands at the time; undefined when the book has none. */
export async function findAdoption(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: Id<'adoption'>,
  now: Date,
): Promise<Adoption | undefined> {
  const { rows } = await sql<WholeRow>`
    select adoption.*, plot.project_id, place.longitude, place.latitude, tree.id as tree_id,
      coalesce((
        select json_agg(json_build_object(
            'number', share.number, 'amount', share.amount, 'state', share.state,
            'name', case when share.state = 'paid' and not donation.anonymous
              and not coalesce(gift_moderation.name_hidden, false)
              then nullif(trim(donation.donor_name), '') end)
          order by share.number)
        from adoption_share as share
        left join donation on donation.organization_id = share.organization_id
          and donation.id = share.donation_id
        left join gift_moderation on gift_moderation.organization_id = donation.organization_id
          and gift_moderation.donation_id = donation.id
        where share.organization_id = adoption.organization_id
          and share.adoption_id = adoption.id), '[]'::json) as shares
    from adoption
    join plot on plot.organization_id = adoption.organization_id and plot.id = adoption.plot_id
    join place on place.organization_id = adoption.organization_id
      and place.plot_id = adoption.plot_id and place.number = adoption.place_number
    left join tree on tree.organization_id = adoption.organization_id
      and tree.livemode = adoption.livemode and tree.number = adoption.tree_number
    where adoption.organization_id = ${organizationId} and adoption.livemode = ${livemode}
      and adoption.id = ${id}`.execute(db);
  return rows[0] && toAdoption(rows[0], now);
}

function toAdoption(row: WholeRow, now: Date): Adoption {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const position: Position = [row.longitude, row.latitude];
  // Somebody else may have the place by then, so it is over whether or not that was written down yet.
  const isLapsed = row.state === 'held' && row.held_until !== null && row.held_until <= now;
  const isKept = row.state === 'gathering' || (row.state === 'held' && !isLapsed);
  return {
    id: row.id,
    plotId: row.plot_id,
    projectId: row.project_id,
    speciesId: row.species_id,
    place: { number: row.place_number, position },
    movedFrom: row.moved_from,
    state: isLapsed ? 'lapsed' : row.state,
    heldUntil: isKept ? (row.held_until?.toISOString() ?? null) : null,
    price: money(row.price_amount),
    shares: row.shares.map((share) => ({ ...share, amount: money(share.amount) })),
    teamName: row.team_name,
    gift: row.gift,
    treeId: row.tree_id,
    treeNumber: row.tree_number,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
