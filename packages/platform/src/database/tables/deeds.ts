/** The tables of good deeds. */
import type {
  Challenge,
  DayLimit,
  DeedState,
  Id,
  Kind,
  ReviewReason,
  Source,
  Sponsor,
  TakenSource,
  Texts,
} from '@kindcart/contract';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { NullableTime, Time } from './columns.ts';

/** A JSON array. */
type JsonList<Item> = ColumnType<readonly Item[], string, string>;

export interface ChallengeTable {
  organization_id: Id<'organization'>;
  id: Id<'challenge'>;
  livemode: boolean;
  project_id: Id<'project'>;
  kind: Kind;
  names: JSONColumnType<Texts>;
  sponsor: JSONColumnType<Sponsor>;
  currency: string;
  rate_quantity: number;
  rate_amount: number;
  budget_amount: number;
  daily_budget_amount: number | null;
  min_per_day: number;
  max_per_day: number;
  starts_on: string;
  ends_on: string;
  time_zone: string;
  sources: JsonList<TakenSource>;
  depends_on_deeds: boolean;
  teams: boolean;
  paused: Generated<boolean>;
  funded_amount: Generated<number>;
  given_amount: Generated<number>;
  participant_count: Generated<number>;
  deed_count: Generated<number>;
  quantity: Generated<number>;
  version: Generated<number>;
  counted_at: Time;
  closed_at: NullableTime;
  closed_to: NonNullable<Challenge['closed']>['to'] | null;
  closed_amount: number | null;
  created_at: Time;
  updated_at: Time;
}

export interface ChallengeDayTable {
  organization_id: Id<'organization'>;
  challenge_id: Id<'challenge'>;
  day: string;
  slice_amount: number | null;
  given_amount: Generated<number>;
  quantity: Generated<number>;
}

export interface FundingTable {
  organization_id: Id<'organization'>;
  id: Id<'funding'>;
  livemode: boolean;
  challenge_id: Id<'challenge'>;
  amount: number;
  reference: string;
  received_on: string;
  created_at: Time;
}

export interface ParticipantTable {
  organization_id: Id<'organization'>;
  id: Id<'participant'>;
  livemode: boolean;
  name: string | null;
  reference_hash: string | null;
  made_from: string | null;
  made_before: Generated<number>;
  created_at: Time;
  updated_at: Time;
}

export interface DeviceTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  id: string;
  participant_id: Id<'participant'>;
  public_key: string;
  counter: Generated<number>;
  wish_ms: Generated<number>;
  created_at: Time;
}

export interface ParticipantMoveTable {
  organization_id: Id<'organization'>;
  token_sha256: string;
  livemode: boolean;
  participant_id: Id<'participant'>;
  expires_at: Time;
  used_at: NullableTime;
}

export interface DeedTable {
  organization_id: Id<'organization'>;
  id: Id<'deed'>;
  livemode: boolean;
  challenge_id: Id<'challenge'>;
  participant_id: Id<'participant'>;
  day: string;
  quantity: number;
  source: Source;
  device_id: string | null;
  counter: number | null;
  signature: string | null;
  state: DeedState;
  reason: ReviewReason | null;
  counted: number;
  given_amount: number;
  limited_by: DayLimit | null;
  note: string | null;
  created_at: Time;
  decided_at: NullableTime;
}

export interface ParticipantDayTable {
  organization_id: Id<'organization'>;
  challenge_id: Id<'challenge'>;
  participant_id: Id<'participant'>;
  day: string;
  quantities: JSONColumnType<Partial<Record<Source, number>>>;
  counted: number;
  counted_max: number;
  given_amount: number;
  cap_amount: number;
  limited_by: DayLimit | null;
  updated_at: Time;
}

export interface TeamTable {
  organization_id: Id<'organization'>;
  id: Id<'team'>;
  livemode: boolean;
  challenge_id: Id<'challenge'>;
  name: string;
  member_count: Generated<number>;
  quantity: Generated<number>;
  given_amount: Generated<number>;
  former_quantity: Generated<number>;
  former_given_amount: Generated<number>;
  created_at: Time;
}

export interface TeamMemberTable {
  organization_id: Id<'organization'>;
  challenge_id: Id<'challenge'>;
  participant_id: Id<'participant'>;
  team_id: Id<'team'>;
  joined_at: Time;
}

/** All of them, by name. */
export interface DeedsTables {
  challenge: ChallengeTable;
  challenge_day: ChallengeDayTable;
  funding: FundingTable;
  participant: ParticipantTable;
  device: DeviceTable;
  participant_move: ParticipantMoveTable;
  deed: DeedTable;
  participant_day: ParticipantDayTable;
  team: TeamTable;
  team_member: TeamMemberTable;
}
