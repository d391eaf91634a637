/** Addresses of donations. */
import { pageLimit } from '@kindcart/contract';
import { proofHeader } from '@kindcart/contract/routes';
import type { Api } from '../../http/api.ts';
import { type EndpointCall, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Asker } from '../../payments/guard/guard.ts';
import { createDonation, type DonationParts } from './making.ts';
import * as records from './records.ts';

/** Hangs them on the house. */
export function registerDonations(api: Api, parts: DonationParts): void {
  const { db } = parts;

  serve(api, 'createDonation', (call) =>
    createDonation(parts, call.caller, call.body, call.idempotency, { asker: askerOf(call) }),
  );

  serve(api, 'listDonations', async ({ query, caller }) => {
    const { projectId, recurringGiftId, cursor, limit = pageLimit.default } = query;
    const page = { projectId, recurringGiftId, cursor, limit: limit + 1 };
    const rows = await records.listDonations(db, caller, page);
    const items = rows.slice(0, limit).map(records.toDonation);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getDonation', async ({ params, caller }) => {
    const row = await records.findWholeDonation(db, caller, params.donationId);
    if (row === undefined) refuse('donation_unknown');
    return records.toDonation(row);
  });

  serve(api, 'getDonationStatus', async ({ params, caller }) => {
    const row = await records.findDonation(db, caller, params.donationId);
    if (row === undefined) refuse('donation_unknown');
    return records.toDonationStatus(row);
  });
}

/** Who asks, when it is a page: what a charity's own server does is its own matter. */
function askerOf(call: EndpointCall<'createDonation'>): Asker | undefined {
  const { kind, organizationId, keyId } = call.caller;
  if (kind === 'secret') return undefined;
  const { address } = call;
  const origin = call.header('origin') ?? '';
  return { organizationId, keyId, address, origin, proof: call.header(proofHeader.toLowerCase()) };
}
