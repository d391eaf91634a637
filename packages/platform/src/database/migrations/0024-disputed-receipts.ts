/** Receipts follow what a bank takes back, as they follow refunds. */
export const statements = [
  `alter table receipt
    add column disputed_amount bigint not null default 0 check (disputed_amount >= 0),
    drop constraint receipt_check,
    add constraint receipt_adds_up
      check (amount = gift_amount + fee_cover_amount - refunded_amount - disputed_amount)`,
  `alter table receipt_void
    drop constraint receipt_void_reason_check,
    add constraint receipt_void_reason_known check (reason in ('refunded', 'partly_refunded', 'refund_failed',
      'disputed', 'partly_disputed', 'dispute_returned', 'corrected'))`,

  // Receipts over what a bank has taken already are looked at again.
  `insert into outbox (organization_id, id, topic, subject, payload, available_at)
    select distinct organization_id, donation_id || ':disputed', 'receipt.due', donation_id,
      json_build_object('livemode', donation.livemode, 'paidNow', false, 'refundedDelta', 0)::text, now()
    from receipt join donation using (organization_id)
    where donation.id = receipt.donation_id and donation.disputed_amount > 0`,
];
