/** What donors tell beside their gifts; most gifts have no such row. */
export const statements = [
  `create table donation_detail (
    organization_id text collate "C" not null,
    donation_id text collate "C" not null,
    livemode boolean not null,
    email text,
    -- Whom it is from, however the address was typed.
    email_key text collate "C" check ((email_key is null) = (email is null)),
    language text,
    dedication jsonb,
    updates_consent text,
    came_from jsonb,
    created_at timestamptz not null default now(),
    primary key (organization_id, donation_id),
    foreign key (organization_id, donation_id) references donation (organization_id, id)
  )`,
  `create index donation_detail_email on donation_detail (organization_id, livemode, email_key)
   where email_key is not null`,
];
