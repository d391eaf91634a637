/** Merchants, charity items and their terms, orders of shops, and what these pledge. */
const exact = 'numeric(38,8)';

export const statements = [
  `create table merchant (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    name text not null,
    language text not null,
    currency text not null,
    completes_when text not null check (completes_when in ('fulfilled', 'delivered')),
    complete_days integer not null check (complete_days between 0 and 90),
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id) references organization (id)
  )`,

  `create table charity_item (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    merchant_id text collate "C" not null,
    name text not null,
    place integer not null,
    -- Of the terms that hold now.
    revision integer not null check (revision > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, merchant_id) references merchant (organization_id, id)
  )`,
  'create index charity_item_merchant on charity_item (organization_id, merchant_id, place, id)',

  // What was promised from when on: a row for each change, never changed itself.
  `create table charity_item_terms (
    organization_id text collate "C" not null,
    charity_item_id text collate "C" not null,
    revision integer not null check (revision > 0),
    since timestamptz not null,
    starts_at timestamptz not null,
    ends_at timestamptz,
    terms jsonb not null,
    primary key (organization_id, charity_item_id, revision),
    foreign key (organization_id, charity_item_id) references charity_item (organization_id, id)
  )`,
  `create trigger append_only before update or delete or truncate on charity_item_terms
     for each statement execute function refuse_change()`,

  // A fold of confirmed pledges, moved in the commit that moves them.
  `create table charity_item_total (
    organization_id text collate "C" not null,
    charity_item_id text collate "C" not null,
    orders bigint not null check (orders >= 0),
    given ${exact} not null check (given >= 0),
    version bigint not null,
    updated_at timestamptz not null,
    primary key (organization_id, charity_item_id),
    foreign key (organization_id, charity_item_id) references charity_item (organization_id, id)
  )`,

  `create table shop_order (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    merchant_id text collate "C" not null,
    source text not null check (source in ('api')),
    shop_order_id text collate "C" not null,
    version integer not null check (version > 0),
    -- The shop's own time of the state that stands here.
    told_at timestamptz not null,
    currency text not null,
    paid_at timestamptz,
    completed_at timestamptz,
    cancelled_at timestamptz,
    test boolean not null,
    choice text,
    lines json not null,
    none json not null,
    -- When pending pledges become confirmed by themselves.
    confirms_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, merchant_id, source, shop_order_id),
    foreign key (organization_id, merchant_id) references merchant (organization_id, id),
    check (not (test and livemode))
  )`,
  'create index shop_order_merchant on shop_order (organization_id, merchant_id, id)',
  'create index shop_order_due on shop_order (confirms_at) where confirms_at is not null',

  `create table pledge (
    organization_id text collate "C" not null,
    order_id text collate "C" not null,
    charity_item_id text collate "C" not null,
    ordinal integer not null,
    revision integer not null,
    state text not null check (state in ('pending', 'confirmed', 'reversed')),
    amount ${exact} not null check (amount >= 0),
    steps json not null,
    updated_at timestamptz not null,
    primary key (organization_id, order_id, charity_item_id),
    foreign key (organization_id, order_id) references shop_order (organization_id, id),
    foreign key (organization_id, charity_item_id, revision)
      references charity_item_terms (organization_id, charity_item_id, revision),
    check ((state = 'reversed') = (amount = 0))
  )`,
  'create index pledge_charity_item on pledge (organization_id, charity_item_id, order_id)',

  `create table pledge_part (
    organization_id text collate "C" not null,
    order_id text collate "C" not null,
    charity_item_id text collate "C" not null,
    project_id text collate "C" not null,
    ordinal integer not null,
    amount ${exact} not null check (amount >= 0),
    primary key (organization_id, order_id, charity_item_id, project_id),
    foreign key (organization_id, order_id, charity_item_id)
      references pledge (organization_id, order_id, charity_item_id),
    foreign key (organization_id, project_id) references project (organization_id, id)
  )`,
];
