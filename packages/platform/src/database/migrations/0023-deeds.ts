/** Good deeds: sponsors' promises and their money, who does them, and what each day of each counts. */
const text = 'text collate "C"';

export const statements = [
  `create table challenge (
    organization_id ${text} not null references organization (id),
    id ${text} not null,
    livemode boolean not null,
    project_id ${text} not null,
    kind text not null,
    names jsonb not null,
    sponsor jsonb not null,
    currency char(3) not null,
    rate_quantity bigint not null check (rate_quantity > 0),
    rate_amount bigint not null check (rate_amount > 0),
    budget_amount bigint not null check (budget_amount > 0),
    daily_budget_amount bigint check (daily_budget_amount > 0),
    min_per_day bigint not null check (min_per_day >= 0),
    max_per_day bigint not null check (max_per_day > 0),
    starts_on date not null,
    ends_on date not null,
    time_zone text not null,
    sources jsonb not null,
    depends_on_deeds boolean not null,
    teams boolean not null,
    paused boolean not null default false,
    -- Moved in the commit that moves the money, so that nothing is given that is not there.
    funded_amount bigint not null default 0 check (funded_amount >= 0),
    given_amount bigint not null default 0 check (given_amount >= 0),
    participant_count bigint not null default 0 check (participant_count >= 0),
    deed_count bigint not null default 0 check (deed_count >= 0),
    quantity bigint not null default 0 check (quantity >= 0),
    version bigint not null default 0,
    counted_at timestamptz not null,
    -- What was left went to the project or back to the sponsor.
    closed_at timestamptz,
    closed_to text check (closed_to in ('project', 'sponsor')),
    closed_amount bigint check (closed_amount >= 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, project_id) references project (organization_id, id),
    check (starts_on <= ends_on),
    check (min_per_day <= max_per_day),
    constraint challenge_within_promise check (funded_amount <= budget_amount),
    constraint challenge_within_budget check (given_amount + coalesce(closed_amount, 0) <= funded_amount),
    check ((closed_at is null) = (closed_to is null) and (closed_at is null) = (closed_amount is null))
  )`,
  `create index challenge_project on challenge (organization_id, project_id, id)`,
  // A day's slice is what it was when the day's first deed came: it is not cut below what was given.
  `create table challenge_day (
    organization_id ${text} not null,
    challenge_id ${text} not null,
    day date not null,
    slice_amount bigint check (slice_amount > 0),
    given_amount bigint not null default 0 check (given_amount >= 0),
    quantity bigint not null default 0 check (quantity >= 0),
    primary key (organization_id, challenge_id, day),
    foreign key (organization_id, challenge_id) references challenge (organization_id, id),
    constraint challenge_day_within_slice check (given_amount <= slice_amount)
  )`,
  `create table funding (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    challenge_id ${text} not null,
    amount bigint not null check (amount > 0),
    reference text not null,
    received_on date not null,
    created_at timestamptz not null,
    primary key (organization_id, id),
    constraint funding_reference unique (organization_id, challenge_id, reference),
    foreign key (organization_id, challenge_id) references challenge (organization_id, id)
  )`,
  // Without a key where a server tells of somebody by its own reference.
  `create table participant (
    organization_id ${text} not null references organization (id),
    id ${text} not null,
    livemode boolean not null,
    name text,
    -- Keyed, and the only thing that is kept of the reference: it outlasts the erasure of all else.
    reference_hash text,
    -- The address that it was made from, hashed: so that one device with many names is seen.
    made_from text,
    -- How many were made from there in the day before.
    made_before integer not null default 0 check (made_before >= 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (organization_id, id),
    check (reference_hash is null or name is null)
  )`,
  `create unique index participant_reference on participant (organization_id, livemode, reference_hash)
    where reference_hash is not null`,
  // What references are hashed with. Another one would make everybody somebody new, so it never changes.
  `insert into setting (name, value)
    values ('reference_secret', gen_random_uuid()::text || gen_random_uuid()::text)`,
  `create index participant_made_from on participant (organization_id, made_from, created_at)
    where made_from is not null`,
  `create table device (
    organization_id ${text} not null,
    livemode boolean not null,
    -- SHA-256 of the public key.
    id ${text} not null,
    participant_id ${text} not null,
    public_key text not null,
    -- The highest of its deeds that came.
    counter bigint not null default 0 check (counter >= 0),
    -- When its newest wish was made, by its own clock.
    wish_ms bigint not null default 0 check (wish_ms >= 0),
    created_at timestamptz not null,
    primary key (organization_id, livemode, id),
    foreign key (organization_id, participant_id) references participant (organization_id, id)
  )`,
  `create index device_participant on device (organization_id, participant_id)`,
  // Only the hash of a token is kept.
  `create table participant_move (
    organization_id ${text} not null,
    token_sha256 ${text} not null,
    livemode boolean not null,
    participant_id ${text} not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (organization_id, token_sha256),
    foreign key (organization_id, participant_id) references participant (organization_id, id)
  )`,
  `create index participant_move_expires on participant_move (expires_at)`,
  `create table deed (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    challenge_id ${text} not null,
    participant_id ${text} not null,
    day date not null,
    quantity bigint not null check (quantity >= 0),
    source text not null,
    device_id ${text},
    counter bigint check (counter > 0),
    signature text,
    state text not null check (state in ('counted', 'under_review', 'refused')),
    reason text check (reason in
      ('day_ceiling', 'cadence', 'future_day', 'old_day', 'counter_gap', 'one_device_many')),
    -- What the day counts since this deed, and what the deed gave.
    counted bigint not null check (counted >= 0),
    given_amount bigint not null check (given_amount >= 0),
    limited_by text check (limited_by in ('person_cap', 'source_cap', 'daily_budget', 'budget')),
    note text,
    created_at timestamptz not null,
    decided_at timestamptz,
    primary key (organization_id, id),
    check ((device_id is null) = (counter is null) and (device_id is null) = (signature is null)),
    check (state = 'counted' or given_amount = 0),
    check (state = 'counted' or reason is not null)
  )`,
  // The same deed told again is found by what names it: its device and counter, or what a server told.
  `create unique index deed_counter on deed (organization_id, livemode, device_id, counter)
    where device_id is not null`,
  `create unique index deed_told on deed (organization_id, challenge_id, participant_id, source, day, quantity)
    where device_id is null`,
  `create index deed_day on deed (organization_id, challenge_id, participant_id, day, id)`,
  `create index deed_undecided on deed (organization_id, challenge_id, participant_id)
    where state = 'under_review'`,
  `create index deed_under_review on deed (organization_id, livemode, id) where state = 'under_review'`,
  `create table participant_day (
    organization_id ${text} not null,
    challenge_id ${text} not null,
    participant_id ${text} not null,
    day date not null,
    -- The largest total by each source that counts, by its name.
    quantities jsonb not null,
    counted bigint not null check (counted >= 0),
    counted_max bigint not null,
    given_amount bigint not null check (given_amount >= 0),
    cap_amount bigint not null,
    limited_by text check (limited_by in ('person_cap', 'source_cap', 'daily_budget', 'budget')),
    updated_at timestamptz not null,
    primary key (organization_id, challenge_id, participant_id, day),
    constraint participant_day_within_max check (counted <= counted_max),
    constraint participant_day_within_cap check (given_amount <= cap_amount)
  )`,
  `create table team (
    organization_id ${text} not null,
    id ${text} not null,
    livemode boolean not null,
    challenge_id ${text} not null,
    name text not null,
    member_count integer not null default 0 check (member_count >= 0),
    quantity bigint not null default 0 check (quantity >= 0),
    given_amount bigint not null default 0 check (given_amount >= 0),
    -- What those who are no longer of it had done in all when they left: it may be part of the above.
    former_quantity bigint not null default 0 check (former_quantity >= 0),
    former_given_amount bigint not null default 0 check (former_given_amount >= 0),
    created_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, challenge_id) references challenge (organization_id, id)
  )`,
  `create unique index team_name on team (organization_id, challenge_id, lower(name))`,
  `create index team_rank on team (organization_id, challenge_id, quantity desc, id)`,
  `create table team_member (
    organization_id ${text} not null,
    challenge_id ${text} not null,
    participant_id ${text} not null,
    team_id ${text} not null,
    joined_at timestamptz not null,
    primary key (organization_id, challenge_id, participant_id),
    foreign key (organization_id, team_id) references team (organization_id, id),
    foreign key (organization_id, participant_id) references participant (organization_id, id)
  )`,
  `create index team_member_team on team_member (organization_id, team_id)`,
];
