/** The tables of statements. Exact amounts are `numeric` and come as text, see `parseExact`. */
import type { Id, Statement } from '@kindcart/contract';
import type { Generated } from 'kysely';
import type { NullableTime, Time } from './columns.ts';

export interface StatementTable {
  organization_id: Id<'organization'>;
  id: Id<'statement'>;
  livemode: boolean;
  merchant_id: Id<'merchant'>;
  /** Of all statements of the merchant. */
  ordinal: number;
  year: number;
  number: number;
  reason: Statement['because'];
  period_from: Time;
  period_until: Time;
  time_zone: string;
  state: Statement['state'];
  currency: string;
  total_amount: number;
  line_count: number;
  due_at: NullableTime;
  paid_at: Generated<Date | null>;
  created_at: Time;
}

export interface StatementDueTable {
  organization_id: Id<'organization'>;
  statement_id: Id<'statement'>;
  ordinal: number;
  project_id: Id<'project'>;
  /** Whose it is: the merchant's, or the shoppers'. */
  kind: 'pledge' | 'round_up';
  carried_before: string;
  exact: string;
  amount: number;
  carried_after: string;
}

export interface StatementLineTable {
  organization_id: Id<'organization'>;
  statement_id: Id<'statement'>;
  ordinal: number;
  order_id: Id<'order'>;
  /** Null of a round-up, as is the next. */
  charity_item_id: Id<'charityItem'> | null;
  revision: number | null;
  project_id: Id<'project'>;
  exact: string;
}

export interface StatementPaymentTable {
  organization_id: Id<'organization'>;
  reference: Id<'payment'>;
  livemode: boolean;
  statement_id: Id<'statement'>;
  attempt: number;
  provider: NonNullable<Statement['payment']>['provider'];
  version: number;
  state: NonNullable<Statement['payment']>['state'];
  created_at: Time;
}
