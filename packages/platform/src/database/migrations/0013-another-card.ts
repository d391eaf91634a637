/** Another card for a gift that comes again: who begins to give one, and which was taken last. */
export const statements = [
  // Kept for a day, as declines are: what is begun here has no donation that could say who began it.
  `create table begun_card (
    organization_id text collate "C" not null,
    reference text collate "C" not null,
    key_id text collate "C" not null,
    address text not null,
    begun_at timestamptz not null,
    primary key (organization_id, reference)
  )`,
  'create index begun_card_age on begun_card (begun_at)',

  // So that a card that Stripe tells of late, or again, never takes the place of a later one.
  'alter table stripe_recurring add column setup_id text',
  'alter table stripe_recurring add column card_given_at timestamptz',
];
