/** Receipts, what a charity says of itself on them, and what donors asked for on their own page. */
export const statements = [
  `create table receipt_profile (
    organization_id text collate "C" primary key references organization (id),
    particulars jsonb not null,
    updated_at timestamptz not null default now()
  )`,

  // The last number that was given. Whoever issues locks this row, so numbers have no gap.
  `create table receipt_series (
    organization_id text collate "C" not null references organization (id),
    livemode boolean not null,
    last_number integer not null check (last_number >= 0),
    primary key (organization_id, livemode)
  )`,

  // All that the paper says, as it was when it was issued.
  `create table receipt (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    number integer not null check (number > 0),
    donation_id text collate "C" not null,
    -- The first receipt of a gift is 1; another comes only when the one before it is void.
    revision integer not null check (revision > 0),
    kind text not null check (kind in ('receipt', 'confirmation')),
    currency text not null,
    amount bigint not null check (amount > 0),
    gift_amount bigint not null,
    fee_cover_amount bigint not null,
    refunded_amount bigint not null,
    -- The provider's word that the amounts follow, so that an auditor can recompute them.
    payment_version integer not null,
    donor_name text,
    project_title text not null,
    language text not null,
    organization_name text not null,
    particulars jsonb,
    given_at timestamptz not null,
    issued_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, livemode, number),
    unique (organization_id, donation_id, revision),
    check (amount = gift_amount + fee_cover_amount - refunded_amount),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,
  `create table receipt_void (
    organization_id text collate "C" not null,
    receipt_id text collate "C" not null,
    reason text not null check (reason in ('refunded', 'partly_refunded', 'refund_failed', 'corrected')),
    created_at timestamptz not null default now(),
    primary key (organization_id, receipt_id),
    foreign key (organization_id, receipt_id) references receipt (organization_id, id)
  )`,
  ...['receipt', 'receipt_void'].map(
    (table) =>
      `create trigger append_only before update or delete or truncate on ${table}
       for each statement execute function refuse_change()`,
  ),

  // What a donor changed on the own page; there is a row only once something was.
  `create table donor (
    organization_id text collate "C" not null references organization (id),
    livemode boolean not null,
    email_key text collate "C" not null,
    language text,
    erasure_asked_at timestamptz,
    primary key (organization_id, livemode, email_key)
  )`,
  // Each time that a donor asked for news on the own page, in which words, or took that back (null).
  `create table donor_consent (
    organization_id text collate "C" not null references organization (id),
    livemode boolean not null,
    email_key text collate "C" not null,
    id text collate "C" not null,
    words text,
    created_at timestamptz not null default now(),
    primary key (organization_id, id)
  )`,
  'create index donor_consent_donor on donor_consent (organization_id, livemode, email_key)',
];
