/** News of donations says what followers need to know. */
export const statements = [
  // News that waits while the platform is brought up to date: only its state is known by now, and that
  // it was not so before.
  `update outbox set payload = json_build_object('livemode', donation.livemode, 'projectId', project_id,
      'stateBefore', 'processing', 'state', payload::json ->> 'state',
      'refundedDelta', 0)::text
    from donation
    where topic = 'donation.changed' and donation.organization_id = outbox.organization_id
      and donation.id = outbox.subject and payload::json ->> 'stateBefore' is null`,
];
