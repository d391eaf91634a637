/** Where a charity is told what happens, and what it was told; news says what followers need to know. */
export const statements = [
  // Each secret signs until its time is over; the first is the newest and has no end.
  `create table webhook_endpoint (
    organization_id text collate "C" not null references organization (id),
    id text collate "C" not null,
    livemode boolean not null,
    url text not null,
    events text[] not null check (events <> '{}'),
    description text,
    secrets jsonb not null check (jsonb_array_length(secrets) > 0),
    disabled_reason text check (disabled_reason in ('asked', 'gone', 'failing')),
    failing_since timestamptz,
    resting_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null,
    primary key (organization_id, id)
  )`,

  `create table webhook_delivery (
    organization_id text collate "C" not null,
    id text collate "C" not null,
    endpoint_id text collate "C" not null,
    event_id text collate "C" not null,
    type text not null,
    donation_id text collate "C",
    state text not null check (state in ('pending', 'delivered', 'failed')),
    tries integer not null default 0,
    version integer not null default 0,
    attempts jsonb not null default '[]',
    next_attempt_at timestamptz,
    created_at timestamptz not null,
    primary key (organization_id, id),
    -- One event, one delivery to each.
    constraint webhook_delivery_once unique (organization_id, endpoint_id, event_id),
    constraint webhook_delivery_pending check ((state = 'pending') = (next_attempt_at is not null)),
    foreign key (organization_id, endpoint_id)
      references webhook_endpoint (organization_id, id) on delete cascade
  )`,
  'create index webhook_delivery_list on webhook_delivery (organization_id, endpoint_id, id)',
  `create index webhook_delivery_due on webhook_delivery (organization_id, endpoint_id, next_attempt_at)
    where state = 'pending'`,
  'create index webhook_delivery_age on webhook_delivery using brin (created_at)',

  // News that waits while the platform is brought up to date: only its state is known by now, and that
  // it was not so before.
  `update outbox set payload = json_build_object('livemode', donation.livemode, 'projectId', project_id,
      'stateBefore', 'processing', 'state', payload::json ->> 'state',
      'refundedDelta', 0)::text
    from donation
    where topic = 'donation.changed' and donation.organization_id = outbox.organization_id
      and donation.id = outbox.subject and payload::json ->> 'stateBefore' is null`,
];
