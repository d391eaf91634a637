/** The tables of shops that tell of their orders by themselves. */
import type { Id } from '@kindcart/contract';
import type { JSONColumnType } from 'kysely';
import type { SourceKind } from '../../commerce/sources/port.ts';
import type { Made, NullableTime, Time } from './columns.ts';

export interface ShopSourceTable {
  organization_id: Id<'organization'>;
  id: Id<'shopSource'>;
  livemode: boolean;
  merchant_id: Id<'merchant'>;
  kind: SourceKind;
  name: string;
  /** Newest first. */
  secrets: string[];
  access: JSONColumnType<object, string | null, string | null> | null;
  polled_until: NullableTime;
  next_poll_at: Time;
  poll_failures: number;
  poll_fault: string | null;
  state: 'connected' | 'disconnected';
  created_at: Made;
}

export const shopEventStates = ['received', 'applied', 'ignored', 'dead'] as const;
export type ShopEventState = (typeof shopEventStates)[number];

export interface ShopEventTable {
  organization_id: Id<'organization'>;
  id: Id<'shopEvent'>;
  livemode: boolean;
  source_id: Id<'shopSource'>;
  /** Null once it is erased. */
  body: Uint8Array | null;
  body_hash: Uint8Array;
  topic: string | null;
  order_key: string | null;
  facts: JSONColumnType<object, string, string> | null;
  state: ShopEventState;
  tries: number;
  next_try_at: Time;
  fault: string | null;
  received_at: Time;
  ended_at: NullableTime;
}

export interface ShopSourceTables {
  shop_source: ShopSourceTable;
  shop_event: ShopEventTable;
}
