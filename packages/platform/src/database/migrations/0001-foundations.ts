/** Organizations, keys, projects, donations, the ledger and the sandbox. One statement per item. */
export const statements = [
  `create table organization (
    id text collate "C" primary key,
    name text not null check (name <> ''),
    created_at timestamptz not null default now()
  )`,

  `create table api_key (
    organization_id text collate "C" not null references organization (id),
    id text collate "C" not null,
    livemode boolean not null,
    kind text not null check (kind in ('publishable', 'secret')),
    secret_sha256 text not null unique,
    last4 text not null,
    publishable_token text check ((publishable_token is null) = (kind = 'secret')),
    origins text[] not null,
    label text not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz,
    primary key (organization_id, id)
  )`,

  `create table project (
    organization_id text collate "C" not null references organization (id),
    id text collate "C" not null,
    livemode boolean not null,
    version integer not null default 1,
    title text not null,
    summary text not null,
    story text not null,
    language text not null,
    images jsonb not null,
    currency char(3) not null,
    goal_amount bigint check (goal_amount > 0),
    suggested_amounts jsonb not null,
    minimum_amount bigint not null check (minimum_amount > 0),
    maximum_amount bigint not null check (maximum_amount >= minimum_amount),
    state text not null check (state in ('open', 'closed')),
    closes_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id)
  )`,

  // What pages show of a project's money. It changes in the same statement as the ledger does.
  `create table project_total (
    organization_id text collate "C" not null,
    project_id text collate "C" not null,
    raised_amount bigint not null check (raised_amount >= 0),
    donation_count bigint not null check (donation_count >= 0),
    version bigint not null,
    updated_at timestamptz not null,
    primary key (organization_id, project_id),
    foreign key (organization_id, project_id) references project (organization_id, id)
  ) with (fillfactor = 50)`,

  // No foreign key to project: the insert joins the project by its version, which says more, and
  // a key check would touch the hot project row for every gift.
  `create table donation (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    version integer not null,
    project_id text collate "C" not null,
    state text not null check (state in
      ('pending', 'processing', 'succeeded', 'failed', 'expired', 'partially_refunded', 'refunded')),
    currency char(3) not null,
    gift_amount bigint not null check (gift_amount > 0),
    fee_cover_amount bigint not null check (fee_cover_amount >= 0),
    refunded_amount bigint not null check (refunded_amount >= 0),
    refund_asked_amount bigint not null check (refund_asked_amount >= 0),
    failure_code text,
    donor_name text,
    anonymous boolean not null,
    message text,
    provider text not null,
    payment_reference text collate "C" not null,
    payment_version integer not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null,
    primary key (organization_id, id),
    constraint donation_refunds_within_charge check (
      refunded_amount <= gift_amount + fee_cover_amount
      and refund_asked_amount <= gift_amount + fee_cover_amount)
  ) with (fillfactor = 80)`,
  `create unique index donation_payment on donation (organization_id, payment_reference)`,
  `create index donation_project on donation (organization_id, project_id, id)`,
  // No index may speak of the state: then a donation that is paid changes no index at all.
  `create index donation_expiry on donation using brin (expires_at)`,

  `create table refund (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    donation_id text collate "C" not null,
    currency char(3) not null,
    amount bigint not null check (amount > 0),
    state text not null check (state in ('pending', 'succeeded', 'failed')),
    reason text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,
  `create index refund_donation on refund (organization_id, donation_id)`,

  `create table idempotency (
    organization_id text collate "C" not null,
    livemode boolean not null,
    route text not null,
    key text collate "C" not null,
    fingerprint text not null,
    response text not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, livemode, route, key)
  )`,
  `create index idempotency_age on idempotency using brin (created_at)`,

  `create table payment_event (
    organization_id text collate "C" not null,
    provider text not null,
    id text collate "C" not null,
    reference text collate "C" not null,
    version integer not null,
    body text not null,
    received_at timestamptz not null default now(),
    primary key (organization_id, provider, id)
  )`,

  `create table outbox (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    topic text not null,
    subject text collate "C" not null,
    payload text not null,
    available_at timestamptz not null,
    attempts integer not null default 0,
    created_at timestamptz not null default now(),
    primary key (organization_id, id)
  )`,
  `create index outbox_due on outbox (topic, available_at)`,

  `create table ledger_account (
    organization_id text collate "C" not null,
    livemode boolean not null,
    id text collate "C" not null,
    currency char(3) not null,
    balance bigint not null,
    held bigint not null default 0 check (held >= 0),
    limited boolean not null default false,
    version bigint not null,
    primary key (organization_id, livemode, id, currency),
    constraint ledger_account_within_limit check (not limited or balance - held >= 0)
  ) with (fillfactor = 50)`,

  `create table ledger_transfer (
    organization_id text collate "C" not null,
    livemode boolean not null,
    id text collate "C" not null,
    kind text not null,
    source text collate "C" not null,
    debit_account text collate "C" not null,
    credit_account text collate "C" not null,
    currency char(3) not null,
    amount bigint not null check (amount > 0),
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    -- One cause, one effect.
    constraint ledger_transfer_source unique (organization_id, livemode, kind, source),
    constraint ledger_transfer_two_accounts check (debit_account <> credit_account)
  )`,

  `create table ledger_entry (
    organization_id text collate "C" not null,
    livemode boolean not null,
    account_id text collate "C" not null,
    currency char(3) not null,
    version bigint not null check (version > 0),
    transfer_id text collate "C" not null,
    amount bigint not null check (amount <> 0),
    balance_after bigint not null,
    primary key (organization_id, livemode, account_id, currency, version)
  )`,

  `create table ledger_hold (
    organization_id text collate "C" not null,
    livemode boolean not null,
    id text collate "C" not null,
    account_id text collate "C" not null,
    currency char(3) not null,
    amount bigint not null check (amount > 0),
    source text collate "C" not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    constraint ledger_hold_source unique (organization_id, livemode, account_id, source)
  )`,

  // The primary key is what lets a hold be posted, released or expired exactly once.
  `create table ledger_hold_resolution (
    organization_id text collate "C" not null,
    livemode boolean not null,
    hold_id text collate "C" not null,
    outcome text not null check (outcome in ('posted', 'released', 'expired')),
    posted_amount bigint not null check (posted_amount >= 0),
    created_at timestamptz not null default now(),
    primary key (organization_id, hold_id)
  )`,

  `create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'rows of % are only added, never changed: post a correction instead', tg_table_name
      using errcode = 'restrict_violation';
  end $$`,
  ...[
    'ledger_transfer',
    'ledger_entry',
    'ledger_hold',
    'ledger_hold_resolution',
    'payment_event',
  ].map(
    (table) =>
      `create trigger append_only before update or delete or truncate on ${table}
       for each statement execute function refuse_change()`,
  ),

  // The pair of the code's own rule: whatever writes entries, each transfer's entries sum to zero.
  `create function refuse_unbalanced() returns trigger language plpgsql as $$
  declare
    unbalanced text;
  begin
    select transfer_id into unbalanced from added group by organization_id, transfer_id
      having sum(amount) <> 0 limit 1;
    if unbalanced is not null then
      raise exception 'entries of transfer % do not sum to zero', unbalanced
        using errcode = 'check_violation';
    end if;
    return null;
  end $$`,
  `create trigger balanced after insert on ledger_entry referencing new table as added
   for each statement execute function refuse_unbalanced()`,

  `create table sandbox_payment (
    organization_id text collate "C" not null,
    reference text collate "C" not null,
    version integer not null,
    state text not null,
    card text not null,
    currency char(3) not null,
    amount bigint not null check (amount > 0),
    failure_code text,
    refunds jsonb not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, reference)
  )`,

  `create table sandbox_event (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    reference text collate "C" not null,
    body text not null,
    deliver_at timestamptz not null,
    attempts integer not null default 0,
    delivered_at timestamptz,
    primary key (organization_id, id)
  )`,
  `create index sandbox_event_due on sandbox_event (deliver_at) where delivered_at is null`,

  `create table setting (
    name text primary key,
    value text not null
  )`,
];
