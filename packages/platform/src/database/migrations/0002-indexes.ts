/** What a gift writes into indexes: nothing when it is paid, and once for its news. */
export const statements = [
  // A page then has room for the next version of each of its rows. With less, gifts that are paid
  // together find none, and move to other pages and into all three indexes again.
  'alter table donation set (fillfactor = 45)',

  // News is taken in the order of its ids, which are times; only errands wait for a time of their own.
  'drop index outbox_due',
  'alter table outbox drop constraint outbox_pkey, add primary key (id, organization_id)',
  `create index outbox_errands on outbox (topic, available_at) where topic <> 'donation.changed'`,
];
