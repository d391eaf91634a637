/** Statements of merchants: what they add up, what they carry on, and how they are paid. */
const exact = 'numeric(38,8)';

export const statements = [
  `alter table merchant
    add column time_zone text not null default 'UTC',
    add column statement_threshold bigint check (statement_threshold > 0),
    add column statement_email text,
    -- Times in which its orders give nothing, as {since, until}; the last may be without an end.
    add column suspensions json not null default '[]',
    -- When the month is over that is not stated yet, in its time zone.
    add column next_statement_at timestamptz`,
  `update merchant set next_statement_at = date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'
    + interval '1 month'`,
  'alter table merchant alter column next_statement_at set not null',
  'create index merchant_next_statement on merchant (next_statement_at)',
  `create index merchant_threshold on merchant (organization_id, id)
    where statement_threshold is not null`,

  // An order completes as its merchant said when it was first told of.
  `alter table shop_order add column completes_when text, add column complete_days integer`,
  `update shop_order set completes_when = merchant.completes_when, complete_days = merchant.complete_days
    from merchant where merchant.organization_id = shop_order.organization_id
      and merchant.id = shop_order.merchant_id`,
  `alter table shop_order alter column completes_when set not null,
    alter column complete_days set not null`,

  // What is owed of a part: all of it once its pledge is confirmed. What differs from what was stated
  // goes on the next statement.
  `alter table pledge_part add column owed ${exact} not null default 0 check (owed >= 0),
    add column stated ${exact} not null default 0 check (stated >= 0)`,
  `update pledge_part as part set owed = part.amount from pledge
    where pledge.organization_id = part.organization_id and pledge.order_id = part.order_id
      and pledge.charity_item_id = part.charity_item_id and pledge.state = 'confirmed'`,
  `create index pledge_part_unstated on pledge_part (organization_id, order_id) where owed <> stated`,

  `create table statement (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    merchant_id text collate "C" not null,
    -- Each begins with what the one before left over.
    ordinal integer not null check (ordinal > 0),
    year integer not null,
    number integer not null check (number > 0),
    reason text not null check (reason in ('month', 'threshold', 'asked')),
    period_from timestamptz not null,
    period_until timestamptz not null,
    time_zone text not null,
    state text not null check (state in ('open', 'paid', 'carried')),
    currency text not null,
    total_amount bigint not null check (total_amount >= 0),
    line_count integer not null check (line_count > 0),
    due_at timestamptz,
    paid_at timestamptz,
    created_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, merchant_id, ordinal),
    unique (organization_id, merchant_id, year, number),
    foreign key (organization_id, merchant_id) references merchant (organization_id, id),
    check ((state = 'carried') = (total_amount = 0)),
    check ((state = 'carried') = (due_at is null)),
    check ((state = 'paid') = (paid_at is not null))
  )`,
  'create index statement_merchant on statement (organization_id, merchant_id, id)',

  // Whole once it is written: of the statement above, only how far it is paid changes.
  `create table statement_due (
    organization_id text collate "C" not null,
    statement_id text collate "C" not null,
    ordinal integer not null,
    project_id text collate "C" not null,
    carried_before ${exact} not null,
    exact ${exact} not null,
    amount bigint not null check (amount >= 0),
    carried_after ${exact} not null,
    primary key (organization_id, statement_id, project_id),
    foreign key (organization_id, statement_id) references statement (organization_id, id),
    foreign key (organization_id, project_id) references project (organization_id, id),
    check (carried_before + exact = amount + carried_after)
  )`,
  `create trigger append_only before update or delete or truncate on statement_due
     for each statement execute function refuse_change()`,

  // Lines come first, and in the same commit the statement that they add up to.
  `create table statement_line (
    organization_id text collate "C" not null,
    statement_id text collate "C" not null,
    ordinal integer not null,
    order_id text collate "C" not null,
    charity_item_id text collate "C" not null,
    revision integer not null,
    project_id text collate "C" not null,
    exact ${exact} not null check (exact <> 0),
    primary key (organization_id, statement_id, ordinal),
    unique (organization_id, order_id, charity_item_id, project_id, statement_id),
    foreign key (organization_id, statement_id) references statement (organization_id, id)
      deferrable initially deferred
  )`,
  `create trigger append_only before update or delete or truncate on statement_line
     for each statement execute function refuse_change()`,

  // Each try to pay a statement; the one before has failed for good when another is begun.
  `create table statement_payment (
    organization_id text collate "C" not null,
    reference text collate "C" not null,
    livemode boolean not null,
    statement_id text collate "C" not null,
    attempt integer not null check (attempt > 0),
    provider text not null,
    version bigint not null,
    state text not null check (state in ('open', 'processing', 'failed', 'paid')),
    created_at timestamptz not null,
    primary key (organization_id, reference),
    unique (organization_id, statement_id, attempt),
    foreign key (organization_id, statement_id) references statement (organization_id, id)
  )`,
  `create unique index statement_payment_standing on statement_payment (organization_id, statement_id)
    where state <> 'failed'`,

  // A merchant's bill at Stripe is an invoice.
  'alter table stripe_payment drop constraint stripe_payment_via_check',
  `alter table stripe_payment add constraint stripe_payment_via_check
    check (via in ('fields', 'page', 'invoice', 'renewal', 'bill')), add column invoice_id text`,
  'create unique index stripe_payment_invoice on stripe_payment (invoice_id)',
];
