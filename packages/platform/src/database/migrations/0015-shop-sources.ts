/** Shops that tell of their orders by themselves, and what they told. */
export const statements = [
  `create table shop_source (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    merchant_id text collate "C" not null,
    kind text not null check (kind in ('api', 'shopify', 'woocommerce', 'stripe')),
    -- What its people call it.
    name text not null,
    -- What signs its events, newest first.
    secrets text[] not null check (cardinality(secrets) <= 2),
    -- With what it is asked for orders; null where it is not.
    access json,
    -- It was asked for everything before this time.
    polled_until timestamptz,
    next_poll_at timestamptz not null,
    poll_failures integer not null,
    poll_fault text,
    state text not null check (state in ('connected', 'disconnected')),
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, merchant_id) references merchant (organization_id, id)
  )`,
  // Its address names the source alone.
  'create unique index shop_source_id on shop_source (id)',
  // Ids of orders are unique within one shop, and an order is known by merchant, kind and id.
  `create unique index shop_source_connected on shop_source (organization_id, merchant_id, kind)
     where state = 'connected'`,
  `create index shop_source_poll on shop_source (next_poll_at)
     where state = 'connected' and access is not null`,

  `create table shop_event (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    source_id text collate "C" not null,
    -- What was signed, to the byte: personal data, and so erased after a while.
    body bytea,
    body_hash bytea not null,
    -- What a header said of it: for people, since it is not signed.
    topic text,
    order_key text collate "C",
    -- What an order needs of it; nothing of the shopper.
    facts json,
    state text not null check (state in ('received', 'applied', 'ignored', 'dead')),
    tries integer not null,
    next_try_at timestamptz not null,
    fault text,
    received_at timestamptz not null,
    -- When it was applied, ignored or given up.
    ended_at timestamptz,
    primary key (organization_id, id),
    unique (organization_id, source_id, body_hash),
    foreign key (organization_id, source_id) references shop_source (organization_id, id),
    check ((state = 'received') = (ended_at is null)),
    check ((order_key is null) = (facts is null)),
    check (body is not null or state <> 'received')
  )`,
  `create index shop_event_due on shop_event (next_try_at) where state = 'received'`,
  `create index shop_event_dead on shop_event (ended_at) where state = 'dead'`,
  `create index shop_event_order on shop_event (organization_id, source_id, order_key)
     where order_key is not null`,
  `create index shop_event_body on shop_event (ended_at)
     where body is not null and ended_at is not null`,

  `alter table shop_order drop constraint shop_order_source_check,
     add constraint shop_order_source_check
       check (source in ('api', 'shopify', 'woocommerce', 'stripe'))`,
];
