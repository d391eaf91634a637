/** The tables of commerce. Exact amounts are `numeric` and come as text, see `parseExact`. */
import type {
  CharityItemTerms,
  Completion,
  DecidedPledge,
  DecidedRoundUp,
  Id,
  Order,
  PledgeStepSaid,
  RecordOrder,
} from '@kindcart/contract';
import type { JSONColumnType } from 'kysely';
import type { TokenSecret } from '../../commerce/order-impact/rules.ts';
import type { Made, NullableTime, Time } from './columns.ts';

/** A time in which a merchant's orders give nothing; `until` is null while it goes on. */
export interface Suspension {
  readonly since: string;
  readonly until: string | null;
}

export interface MerchantTable {
  organization_id: Id<'organization'>;
  id: Id<'merchant'>;
  livemode: boolean;
  name: string;
  language: string;
  currency: string;
  completes_when: Completion['when'];
  complete_days: number;
  time_zone: string;
  statement_threshold: number | null;
  statement_email: string | null;
  suspensions: JSONColumnType<Suspension[], string, string>;
  next_statement_at: Time;
  /** The newest first. */
  order_token_secrets: JSONColumnType<TokenSecret[], string, string>;
  created_at: Made;
}

export interface CharityItemTable {
  organization_id: Id<'organization'>;
  id: Id<'charityItem'>;
  livemode: boolean;
  merchant_id: Id<'merchant'>;
  name: string;
  place: number;
  revision: number;
  created_at: Made;
  updated_at: Time;
}

export interface CharityItemTermsTable {
  organization_id: Id<'organization'>;
  charity_item_id: Id<'charityItem'>;
  revision: number;
  /** Terms hold for orders that were paid since. */
  since: Time;
  starts_at: Time;
  ends_at: NullableTime;
  terms: JSONColumnType<CharityItemTerms, string, string>;
}

export interface CharityItemTotalTable {
  organization_id: Id<'organization'>;
  charity_item_id: Id<'charityItem'>;
  orders: number;
  given: string;
  version: number;
  updated_at: Time;
}

export interface MerchantTotalTable {
  organization_id: Id<'organization'>;
  merchant_id: Id<'merchant'>;
  orders: number;
  version: number;
  updated_at: Time;
}

export interface MerchantProjectTotalTable {
  organization_id: Id<'organization'>;
  merchant_id: Id<'merchant'>;
  project_id: Id<'project'>;
  given: string;
}

export interface ShopOrderTable {
  organization_id: Id<'organization'>;
  id: Id<'order'>;
  livemode: boolean;
  merchant_id: Id<'merchant'>;
  source: Order['source'];
  shop_order_id: string;
  version: number;
  told_at: Time;
  currency: string;
  paid_at: NullableTime;
  completed_at: NullableTime;
  cancelled_at: NullableTime;
  test: boolean;
  choice: Id<'project'> | null;
  round_up_project: Id<'project'> | null;
  round_up_amount: number | null;
  round_up_state: DecidedRoundUp['state'] | null;
  lines: JSONColumnType<RecordOrder['lines'], string, string>;
  none: JSONColumnType<Order['none'], string, string>;
  confirms_at: NullableTime;
  completes_when: Completion['when'];
  complete_days: number;
  created_at: Made;
  updated_at: Time;
}

export interface PledgeTable {
  organization_id: Id<'organization'>;
  order_id: Id<'order'>;
  charity_item_id: Id<'charityItem'>;
  /** Its place among the pledges of the order. */
  ordinal: number;
  revision: number;
  state: DecidedPledge['state'];
  amount: string;
  steps: JSONColumnType<PledgeStepSaid[], string, string>;
  updated_at: Time;
}

export interface PledgePartTable {
  organization_id: Id<'organization'>;
  order_id: Id<'order'>;
  charity_item_id: Id<'charityItem'>;
  project_id: Id<'project'>;
  ordinal: number;
  amount: string;
  /** The amount once its pledge is confirmed, and none before. */
  owed: string;
  /** How much of it is on statements, in all. */
  stated: string;
}

export interface RoundUpTable {
  organization_id: Id<'organization'>;
  order_id: Id<'order'>;
  project_id: Id<'project'>;
  state: Exclude<DecidedRoundUp['state'], 'refused'>;
  amount: number;
  /** The amount once its order is complete, and none before. */
  owed: number;
  /** How much of it is on statements, in all. */
  stated: number;
  /** How much of it the project has. */
  passed_on: number;
  updated_at: Time;
}

/** A line of a statement that was passed on, and the gift that it became. */
export interface RoundUpGiftTable {
  organization_id: Id<'organization'>;
  order_id: Id<'order'>;
  project_id: Id<'project'>;
  statement_id: Id<'statement'>;
  donation_id: Id<'donation'>;
}

export interface CommerceTables {
  merchant: MerchantTable;
  charity_item: CharityItemTable;
  charity_item_terms: CharityItemTermsTable;
  charity_item_total: CharityItemTotalTable;
  shop_order: ShopOrderTable;
  pledge: PledgeTable;
  pledge_part: PledgePartTable;
  merchant_total: MerchantTotalTable;
  merchant_project_total: MerchantProjectTotalTable;
  round_up: RoundUpTable;
  round_up_gift: RoundUpGiftTable;
}
