/** Payments on Stripe's own page, disputes, and how far Stripe was asked for events that never came. */
export const statements = [
  `alter table stripe_payment
    add column via text not null default 'fields' check (via in ('fields', 'page')),
    add column session_id text collate "C",
    add column session_expires_at timestamptz`,

  // Null where no bank ever took any, so that an ordinary gift's row is not a byte longer.
  'alter table donation add column disputed_amount bigint check (disputed_amount >= 0)',

  `create table dispute (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    donation_id text collate "C" not null,
    state text not null check (state in
      ('inquiry', 'inquiry_closed', 'needs_response', 'under_review', 'won', 'lost')),
    currency char(3) not null,
    amount bigint not null check (amount > 0),
    withdrawn_amount bigint not null check (withdrawn_amount in (0, amount)),
    fee_currency char(3),
    fee_amount bigint check (fee_amount >= 0 and (fee_amount is null) = (fee_currency is null)),
    reason text not null,
    evidence_due_at timestamptz,
    dashboard_url text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,
  'create index dispute_donation on dispute (organization_id, donation_id)',

  // One row for each account that is or was paid; an empty account is the keys' own.
  `create table stripe_poll (
    livemode boolean not null,
    account text not null,
    seen_until timestamptz,
    next_at timestamptz not null default now(),
    failures integer not null default 0,
    primary key (livemode, account)
  )`,
  `insert into stripe_poll (livemode, account)
    select livemode, coalesce(account, '') from stripe_payment
    union select livemode, account from stripe_account`,
];
