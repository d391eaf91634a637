/** The tables of the ledger. */
import type { Id } from '@kindcart/contract';
import type { Made, Time } from './columns.ts';

export interface LedgerAccountTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  id: string;
  currency: string;
  balance: number;
  held: number;
  limited: boolean;
  version: number;
}

export interface LedgerTransferTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  id: Id<'transfer'>;
  kind: string;
  source: string;
  debit_account: string;
  credit_account: string;
  currency: string;
  amount: number;
  created_at: Made;
}

export interface LedgerEntryTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  account_id: string;
  currency: string;
  version: number;
  transfer_id: Id<'transfer'>;
  amount: number;
  balance_after: number;
}

export interface LedgerHoldTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  id: Id<'hold'>;
  account_id: string;
  currency: string;
  amount: number;
  source: string;
  expires_at: Time;
  created_at: Made;
}

export interface LedgerHoldResolutionTable {
  organization_id: Id<'organization'>;
  livemode: boolean;
  hold_id: Id<'hold'>;
  outcome: 'posted' | 'released' | 'expired';
  posted_amount: number;
  created_at: Made;
}
