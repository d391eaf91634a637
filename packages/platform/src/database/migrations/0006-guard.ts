/** Declined payments, what is done about them, and what a charity keeps for itself about a gift. */
export const statements = [
  // Which key and address began it, sealed: see payments/guard/seal.ts. Null for a charity's own server.
  'alter table donation add column begun_by text',

  // Kept for a day. The key of the row is the provider's event, so that a repeat counts once.
  `create table payment_decline (
    organization_id text collate "C" not null,
    reference text collate "C" not null,
    event_id text collate "C" not null,
    key_id text collate "C" not null,
    address text not null,
    card text,
    declined_at timestamptz not null,
    primary key (organization_id, reference, event_id)
  )`,
  'create index payment_decline_age on payment_decline (declined_at)',

  // Donations begun, by key and minute; written only for keys that have declines.
  `create table key_attempts (
    organization_id text collate "C" not null,
    key_id text collate "C" not null,
    minute timestamptz not null,
    attempts bigint not null,
    primary key (organization_id, key_id, minute)
  )`,

  // A pause is the key's n-th ever, so that of many processes that decide on it one writes it.
  `create table key_pause (
    organization_id text collate "C" not null,
    livemode boolean not null,
    key_id text collate "C" not null,
    ordinal integer not null,
    id text collate "C" not null,
    attempts bigint not null,
    declines bigint not null,
    created_at timestamptz not null,
    until timestamptz not null,
    lifted_at timestamptz,
    primary key (organization_id, key_id, ordinal)
  )`,
  'create unique index key_pause_id on key_pause (organization_id, id)',

  `create table spent_proof (
    organization_id text collate "C" not null,
    challenge text collate "C" not null,
    expires_at timestamptz not null,
    primary key (organization_id, challenge)
  )`,
  'create index spent_proof_age on spent_proof (expires_at)',

  `create table gift_moderation (
    organization_id text collate "C" not null,
    donation_id text collate "C" not null,
    name_hidden boolean not null,
    message_hidden boolean not null,
    reason text,
    decided_at timestamptz not null,
    primary key (organization_id, donation_id),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,

  `create table donation_note (
    organization_id text collate "C" not null,
    donation_id text collate "C" not null,
    id text collate "C" not null,
    text text not null,
    created_at timestamptz not null,
    primary key (organization_id, donation_id, id),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,
];
