/** Trees as pages see them. */
import {
  type Growth,
  type Id,
  isStanding,
  nextObservationOn,
  shownObservationsMax,
  type Tree,
  type TreeGift,
  type TreeStage,
  toldGift,
  utcDay,
  type WholeTree,
} from '@kindcart/contract';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { TreeTable } from '../../database/tables/forest.ts';
import type { Book } from '../../ledger/rules.ts';
import { sizeAt } from '../growth/size.ts';
import {
  countedReviews,
  type NumberedObservation,
  toObservation,
} from '../observations/records.ts';

/** What it takes to read them. */
export interface ReadingParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  /** Where browsers reach the platform. */
  readonly ownUrl: () => string;
}

interface TreeRow extends Selectable<TreeTable> {
  readonly project_id: Id<'project'>;
  readonly longitude: number;
  readonly latitude: number;
  readonly growth: Growth;
  readonly adopter: Tree['adopter']['kind'] | null;
  readonly share_count: number | null;
  readonly team_name: string | null;
  readonly gift: TreeGift | null;
  readonly names: readonly string[];
  readonly stages: readonly TreeStage[];
}

/** Most observations of a tree that are read: more than anybody makes in a tree's first thirty years. */
const observationsMax = 200;

/** Which trees are read: of those in the book, in the order of their numbers. */
export type Selection =
  | { readonly ids: readonly Id<'tree'>[] }
  | { readonly numbers: readonly number[] }
  | { readonly plotId: string; readonly afterNumber: number; readonly limit: number };

/** The trees, each with the observations that count, the newest first. */
export async function readTrees(
  { db, now, ownUrl }: ReadingParts,
  book: Book,
  selection: Selection,
): Promise<WholeTree[]> {
  const rows = await findTrees(db, book, selection);
  const observations = await findCounted(db, book, rows);
  const time = now();
  return rows.map((row) => toTree(row, observations.get(row.id) ?? [], time, ownUrl()));
}

function condition(selection: Selection): RawBuilder<unknown> {
  if ('ids' in selection) return sql`tree.id = any(${selection.ids}::text[])`;
  if ('numbers' in selection) return sql`tree.number = any(${selection.numbers}::bigint[])`;
  return sql`tree.plot_id = ${selection.plotId} and tree.number > ${selection.afterNumber}::bigint`;
}

async function findTrees(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  selection: Selection,
): Promise<readonly TreeRow[]> {
  const limit = 'limit' in selection ? selection.limit : null;
  const { rows } = await sql<TreeRow>`
    select tree.*, plot.project_id, place.longitude, place.latitude, species.growth,
      adoption.adopter, adoption.share_count, adoption.team_name, adoption.gift,
      case adoption.adopter when 'shop' then coalesce((
        select json_agg(merchant.name)
        from charity_item as item
        join merchant on merchant.organization_id = item.organization_id
          and merchant.id = item.merchant_id
        where item.organization_id = tree.organization_id
          and item.id = split_part(adoption.source, ':', 1)), '[]'::json)
      else coalesce((
        select json_agg(trim(donation.donor_name) order by share.number)
        from adoption_share as share
        join donation on donation.organization_id = share.organization_id
          and donation.id = share.donation_id
        left join gift_moderation on gift_moderation.organization_id = donation.organization_id
          and gift_moderation.donation_id = donation.id
        where share.organization_id = tree.organization_id and share.adoption_id = adoption.id
          and share.state = 'paid' and not donation.anonymous
          and not coalesce(gift_moderation.name_hidden, false)
          and trim(donation.donor_name) <> ''), '[]'::json) end as names,
      (select json_agg(json_build_object('state', stage.state, 'on', stage.on_day,
          'note', stage.note, 'photoUrl', stage.photo_url) order by stage.ordinal)
        from tree_stage as stage
        where stage.organization_id = tree.organization_id and stage.tree_id = tree.id) as stages
    from tree
    join plot on plot.organization_id = tree.organization_id and plot.id = tree.plot_id
    join place on place.organization_id = tree.organization_id and place.plot_id = tree.plot_id
      and place.number = tree.place_number
    join species on species.organization_id = tree.organization_id and species.id = tree.species_id
    left join adoption on adoption.organization_id = tree.organization_id
      and adoption.id = tree.adoption_id
    where tree.organization_id = ${organizationId} and tree.livemode = ${livemode}
      and ${condition(selection)}
    order by tree.number limit ${limit}`.execute(db);
  return rows;
}

/** Observations that count, by tree, the newest first. */
async function findCounted(
  db: Kysely<Database>,
  { organizationId }: Book,
  trees: readonly Pick<TreeRow, 'id' | 'number'>[],
): Promise<Map<Id<'tree'>, NumberedObservation[]>> {
  if (trees.length === 0) return new Map();
  const { rows } = await sql<NumberedObservation>`
    select seen.*, asked.number as tree_number
    from unnest(${trees.map(({ id }) => id)}::text[], ${trees.map(({ number }) => number)}::bigint[])
      as asked (id, number)
    cross join lateral (
      select * from observation
      where organization_id = ${organizationId} and tree_id = asked.id
        and review = any(${countedReviews}::text[])
      order by observed_at desc, id desc limit ${observationsMax}) as seen
    order by seen.observed_at desc, seen.id desc`.execute(db);
  return Map.groupBy(rows, (row) => row.tree_id);
}

function toTree(
  row: TreeRow,
  counted: readonly NumberedObservation[],
  now: Date,
  ownUrl: string,
): WholeTree {
  const { planted_on: plantedOn } = row;
  const inGround = isStanding(row.state) && plantedOn !== null;
  const lastSeen = counted[0]?.observed_at;
  return {
    id: row.id,
    number: row.number,
    speciesId: row.species_id,
    plotId: row.plot_id,
    projectId: row.project_id,
    place: { number: row.place_number, position: [row.longitude, row.latitude] },
    state: row.state,
    stages: [...row.stages],
    plantedOn,
    adopter: toAdopter(row, now),
    replaces: row.replaces,
    replacedBy: row.replaced_by,
    size: inGround ? sizeAt(row.growth, plantedOn, counted.map(toSeen), now) : null,
    latestPhoto: latestPhoto(row, counted),
    nextObservationOn: inGround
      ? nextObservationOn(plantedOn, lastSeen === undefined ? null : utcDay(lastSeen))
      : null,
    certificateUrl: new URL(`/trees/${row.id}`, ownUrl).href,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    observations: counted.slice(0, shownObservationsMax).map(toObservation),
  };
}

function toAdopter(row: TreeRow, now: Date): Tree['adopter'] {
  const gift = toldGift(row.gift, now);
  return {
    kind: row.adopter ?? 'donor',
    names: [...row.names],
    shares: row.share_count ?? 1,
    teamName: row.team_name,
    giftTo: gift?.to ?? null,
    giftMessage: gift?.message ?? null,
  };
}

function toSeen(row: NumberedObservation) {
  const { observed_at: observedAt, height_cm: heightCm, crown_cm: crownCm, alive } = row;
  return { observedAt, heightCm, crownCm, alive };
}

/** Of the newest observation or stage that has one. */
function latestPhoto(row: TreeRow, counted: readonly NumberedObservation[]): Tree['latestPhoto'] {
  const seen = counted.flatMap(({ photo_url: url, observed_at }) =>
    url === null ? [] : [{ url, takenAt: observed_at.toISOString() }],
  );
  const told = row.stages.flatMap(({ photoUrl: url, on }) =>
    url === null ? [] : [{ url, takenAt: new Date(on).toISOString() }],
  );
  return [...seen, ...told].sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1))[0] ?? null;
}
