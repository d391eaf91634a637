/** Which of our payments is which of Stripe's, and which account is paid. */
export const statements = [
  // The account that is paid, where it is not the platform's own.
  `create table stripe_account (
    organization_id text collate "C" not null references organization (id),
    livemode boolean not null,
    account text not null check (account like 'acct_%'),
    updated_at timestamptz not null default now(),
    primary key (organization_id, livemode)
  )`,

  // Written before Stripe is asked, so that a request which is repeated after a crash finds the same
  // reference, and Stripe the same payment.
  `create table stripe_payment (
    organization_id text collate "C" not null,
    reference text collate "C" not null,
    livemode boolean not null,
    idempotency_key text collate "C" not null,
    account text,
    intent_id text collate "C",
    version integer not null default 0,
    created_at timestamptz not null default now(),
    primary key (organization_id, reference),
    unique (organization_id, livemode, idempotency_key)
  )`,
  // Some events name the PaymentIntent and nothing of ours.
  'create index stripe_payment_intent on stripe_payment (intent_id) where intent_id is not null',
];
