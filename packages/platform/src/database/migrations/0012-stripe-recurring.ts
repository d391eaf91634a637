/** Gifts that Stripe charges every month or year. */
export const statements = [
  'alter table stripe_payment drop constraint stripe_payment_via_check',
  `alter table stripe_payment add constraint stripe_payment_via_check
    check (via in ('fields', 'page', 'invoice', 'renewal'))`,

  // Written before Stripe is asked, as its first payment is.
  `create table stripe_recurring (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    reference text collate "C" not null,
    account text,
    customer_id text,
    subscription_id text collate "C",
    invoice_id text,
    version integer not null default 0,
    order_number integer not null default 0,
    revision integer not null default 1,
    card_brand text,
    card_last4 text,
    course jsonb not null,
    due_at timestamptz,
    held_until timestamptz,
    held_by text,
    primary key (organization_id, id),
    foreign key (organization_id, reference) references stripe_payment (organization_id, reference),
    unique (organization_id, reference)
  )`,
  `create unique index stripe_recurring_subscription on stripe_recurring (subscription_id)
    where subscription_id is not null`,
  'create index stripe_recurring_due on stripe_recurring (due_at) where due_at is not null',
];
