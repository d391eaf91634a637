/** Monthly and yearly gifts, and the sandbox's own of them. */
export const statements = [
  `create table recurring_gift (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    livemode boolean not null,
    version integer not null,
    project_id text collate "C" not null,
    first_donation_id text collate "C" not null,
    recurring_interval text not null check (recurring_interval in ('month', 'year')),
    anchor_at timestamptz not null,
    provider text not null,
    currency text not null,
    revision integer not null,
    -- What was asked of the provider last.
    order_number integer not null,
    wish text not null check (wish in ('run', 'pause', 'cancel', 'end')),
    wish_until timestamptz,
    nudge text check (nudge in ('retry', 'resume')),
    nudge_order integer not null default 0,
    -- What the provider said last.
    said_version integer not null,
    said_order integer not null,
    said_state text,
    said_revision integer not null,
    -- What stands: the provider's word, and the wish as long as that is not in it.
    state text not null
      check (state in ('pending', 'active', 'past_due', 'paused', 'cancelled', 'ended')),
    next_charge_at timestamptz,
    paused_because text,
    paused_until timestamptz,
    ended_because text,
    retries_left integer not null default 0 check (retries_left >= 0),
    failure_code text,
    card_brand text,
    card_last4 text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, project_id) references project (organization_id, id),
    foreign key (organization_id, first_donation_id) references donation (organization_id, id),
    check ((state = 'paused') = (paused_because is not null)),
    check ((state = 'ended') = (ended_because is not null))
  )`,
  'create index recurring_gift_project on recurring_gift (organization_id, project_id, id)',

  // What it gives and gave: a row for each change, never changed itself.
  `create table recurring_gift_terms (
    organization_id text collate "C" not null,
    recurring_gift_id text collate "C" not null,
    revision integer not null check (revision > 0),
    gift_amount bigint not null check (gift_amount > 0),
    fee_cover_amount bigint not null check (fee_cover_amount >= 0),
    created_at timestamptz not null default now(),
    primary key (organization_id, recurring_gift_id, revision),
    foreign key (organization_id, recurring_gift_id) references recurring_gift (organization_id, id)
  )`,

  // One donation for each period, whatever is told how often.
  `create table recurring_gift_charge (
    organization_id text collate "C" not null,
    recurring_gift_id text collate "C" not null,
    period text collate "C" not null check (period ~ '^\\d{4}-\\d\\d-\\d\\d$'),
    donation_id text collate "C" not null,
    revision integer not null,
    -- By the provider's clock.
    charged_at timestamptz not null,
    primary key (organization_id, recurring_gift_id, period),
    unique (organization_id, donation_id),
    foreign key (organization_id, recurring_gift_id, revision)
      references recurring_gift_terms (organization_id, recurring_gift_id, revision),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,

  // Each word of the provider, with what is news in it for the donor.
  `create table recurring_gift_word (
    organization_id text collate "C" not null,
    recurring_gift_id text collate "C" not null,
    version integer not null,
    state text not null,
    -- By the provider's clock.
    since timestamptz not null,
    news text[] not null,
    created_at timestamptz not null default now(),
    primary key (organization_id, recurring_gift_id, version),
    foreign key (organization_id, recurring_gift_id) references recurring_gift (organization_id, id)
  )`,

  `alter table donation
    add column recurring_gift_id text collate "C",
    add column recurring_interval text check (recurring_interval in ('month', 'year'))`,
  `create index donation_recurring_gift on donation (organization_id, recurring_gift_id, id)
   where recurring_gift_id is not null`,

  // The sandbox's own, as a provider elsewhere would keep them.
  `create table sandbox_recurring (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    version integer not null,
    order_number integer not null,
    card text,
    currency text not null,
    amount bigint not null check (amount > 0),
    revision integer not null,
    -- Of the charge that is outstanding, or was the last.
    charged_revision integer not null,
    course jsonb not null,
    due_at timestamptz,
    primary key (organization_id, id)
  )`,
  'create index sandbox_recurring_due on sandbox_recurring (due_at) where due_at is not null',
  `create table sandbox_clock (
    organization_id text collate "C" not null primary key references organization (id),
    ahead_ms bigint not null check (ahead_ms >= 0)
  )`,
];
