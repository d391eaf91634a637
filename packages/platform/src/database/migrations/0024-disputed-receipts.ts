/** Receipts follow what a bank takes back, as they follow refunds. */
export const statements = [
  // Those that were issued before did not know of it, and cannot say so afterwards.
  `alter table receipt
    add column disputed_amount bigint check (disputed_amount >= 0),
    drop constraint receipt_check,
    add constraint receipt_adds_up
      check (amount = gift_amount + fee_cover_amount - refunded_amount - coalesce(disputed_amount, 0))`,
  `alter table receipt_void
    drop constraint receipt_void_reason_check,
    add constraint receipt_void_reason_known check (reason in ('refunded', 'partly_refunded', 'refund_failed',
      'disputed', 'partly_disputed', 'dispute_returned', 'corrected'))`,

  // Receipts over what a bank has taken already are void at once, whatever an older process does meanwhile;
  // one over the rest is issued with the next change, or when somebody asks.
  `insert into receipt_void (organization_id, receipt_id, reason)
    select organization_id, receipt.id,
      case when refunded_amount + disputed_amount >= gift_amount + fee_cover_amount
        then 'disputed' else 'partly_disputed' end
    from (select organization_id, id, donation_id from receipt) as receipt
    join (
      select organization_id, id as donation_id, gift_amount, fee_cover_amount, refunded_amount, disputed_amount
      from donation where disputed_amount > 0
    ) as donation using (organization_id, donation_id)
    where not exists (
      select from receipt_void as void
      where void.organization_id = receipt.organization_id and void.receipt_id = receipt.id)`,
];
