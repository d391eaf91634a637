/** The tables of the forest. */
import type {
  Adoption,
  AdoptionShare,
  Growth,
  Id,
  Observation,
  Plot,
  Polygon,
  ReturnReason,
  Species,
  Texts,
  Tree,
  TreeGift,
} from '@kindcart/contract';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { NullableTime, Time } from './columns.ts';

/** JSON that may be null. */
type NullableJson<Value extends object> = ColumnType<Value | null, string | null, string | null>;
/** A JSON array. */
type JsonList<Item> = ColumnType<readonly Item[], string, string>;

export interface SpeciesTable {
  organization_id: Id<'organization'>;
  id: Id<'species'>;
  livemode: boolean;
  latin_name: string;
  names: JSONColumnType<Texts>;
  native_range: JSONColumnType<Texts>;
  needs: JSONColumnType<Texts>;
  currency: string;
  price_amount: number;
  points: number | null;
  growth: JSONColumnType<Growth>;
  state: Species['state'];
  created_at: Time;
  updated_at: Time;
}

export interface PlotTable {
  organization_id: Id<'organization'>;
  id: Id<'plot'>;
  livemode: boolean;
  project_id: Id<'project'>;
  names: JSONColumnType<Texts>;
  country: string;
  partner: NullableJson<NonNullable<Plot['partner']>>;
  season: NullableJson<NonNullable<Plot['season']>>;
  images: JsonList<Plot['images'][number]>;
  polygon: JSONColumnType<Polygon>;
  exclusions: JsonList<Polygon>;
  grid: JSONColumnType<Plot['grid']>;
  west: number;
  south: number;
  east: number;
  north: number;
  centre_longitude: number;
  centre_latitude: number;
  area_m2: number;
  places_total: number;
  places_taken: Generated<number>;
  trees_planned: Generated<number>;
  trees_planted: Generated<number>;
  trees_established: Generated<number>;
  trees_grown: Generated<number>;
  trees_lost: Generated<number>;
  trees_ever_planted: Generated<number>;
  state: Plot['state'];
  created_at: Time;
  updated_at: Time;
}

export interface PlotSpeciesTable {
  organization_id: Id<'organization'>;
  plot_id: Id<'plot'>;
  ordinal: number;
  species_id: Id<'species'>;
}

export interface PlaceTable {
  organization_id: Id<'organization'>;
  plot_id: Id<'plot'>;
  number: number;
  longitude: number;
  latitude: number;
  state: Generated<'free' | 'held' | 'taken'>;
  held_until: NullableTime;
  adoption_id: Id<'adoption'> | null;
  tree_number: number | null;
}

export interface AdoptionTable {
  organization_id: Id<'organization'>;
  id: Id<'adoption'>;
  livemode: boolean;
  plot_id: Id<'plot'>;
  species_id: Id<'species'>;
  place_number: number;
  moved_from: number | null;
  state: Adoption['state'];
  held_until: NullableTime;
  currency: string;
  price_amount: number;
  share_count: number;
  team_name: string | null;
  gift: NullableJson<TreeGift>;
  adopter: Tree['adopter']['kind'];
  source: string | null;
  held_by: string | null;
  tree_number: number | null;
  created_at: Time;
  updated_at: Time;
}

export interface AdoptionShareTable {
  organization_id: Id<'organization'>;
  adoption_id: Id<'adoption'>;
  number: number;
  amount: number;
  state: AdoptionShare['state'];
  donation_id: Id<'donation'> | null;
}

export interface AdoptionPaymentTable {
  organization_id: Id<'organization'>;
  donation_id: Id<'donation'>;
  adoption_id: Id<'adoption'>;
  share_number: number;
  begun_from: string | null;
  /** Why what was paid goes back; null while it does not. */
  returned_because: ReturnReason | null;
  created_at: Time;
}

export interface ForestNumberTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  last_tree: number;
}

export interface TreeTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  number: number;
  id: Id<'tree'>;
  plot_id: Id<'plot'>;
  place_number: number;
  species_id: Id<'species'>;
  adoption_id: Id<'adoption'> | null;
  curve_key: number;
  spot: Generated<number | null>;
  state: Tree['state'];
  /** A day, as text: a day has no time zone. */
  planted_on: string | null;
  replaces: number | null;
  replaced_by: number | null;
  folded_year: number | null;
  unfolded: Generated<boolean>;
  created_at: Time;
  updated_at: Time;
}

export interface TreeStageTable {
  organization_id: Id<'organization'>;
  tree_id: Id<'tree'>;
  ordinal: number;
  state: Tree['state'];
  on_day: string;
  note: string | null;
  photo_url: string | null;
  recorded_at: Time;
}

export interface ObservationTable {
  organization_id: Id<'organization'>;
  id: Id<'observation'>;
  livemode: boolean;
  key: string;
  fingerprint: string;
  tree_id: Id<'tree'>;
  observed_at: Time;
  height_cm: number | null;
  crown_cm: number | null;
  alive: boolean;
  photo_url: string | null;
  longitude: number | null;
  latitude: number | null;
  accuracy_m: number | null;
  observer: string;
  note: string | null;
  flags: JsonList<Observation['flags'][number]>;
  review: Observation['review'];
  created_at: Time;
}

export interface PhotoTable {
  organization_id: Id<'organization'>;
  id: Id<'photo'>;
  livemode: boolean;
  media_type: 'image/jpeg' | 'image/png' | 'image/webp';
  sha256: string;
  bytes: Uint8Array;
  created_at: Time;
}

export interface FieldPassTable {
  organization_id: Id<'organization'>;
  id: Id<'fieldPass'>;
  livemode: boolean;
  observer: string;
  secret_sha256: string;
  expires_at: Time;
  created_at: Time;
  revoked_at: NullableTime;
}

export interface TreeCountTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  level: number;
  cell: number;
  species_id: Id<'species'>;
  year: number;
  trees: number;
  across: number;
  down: number;
}

export interface ForestVersionTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  version: number;
}

/** All of them, by name. */
export interface ForestTables {
  species: SpeciesTable;
  plot: PlotTable;
  plot_species: PlotSpeciesTable;
  place: PlaceTable;
  adoption: AdoptionTable;
  adoption_share: AdoptionShareTable;
  adoption_payment: AdoptionPaymentTable;
  forest_number: ForestNumberTable;
  tree: TreeTable;
  tree_stage: TreeStageTable;
  observation: ObservationTable;
  photo: PhotoTable;
  field_pass: FieldPassTable;
  tree_count: TreeCountTable;
  forest_version: ForestVersionTable;
}
