/** Monthly and yearly gifts on the donor's own page: those of others are as unknown as none. */
import { type DonorRecurringGift, type Id, pageLimit } from '@kindcart/contract';
import { proofHeader } from '@kindcart/contract/routes';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { toRecurringGift } from '../recurring/records.ts';
import { changeAmounts, obey, pause, type RecurringParts, startCard } from '../recurring/wishes.ts';
import type { DonorKey } from './records.ts';
import { findOwn, listOwn, type OwnRow } from './recurring-records.ts';

type RecurringId = Id<'recurringGift'>;

/** Hangs them on the house. */
export function registerDonorRecurring(api: Api, parts: RecurringParts): void {
  const { db } = parts;

  serve(api, 'listDonorRecurringGifts', async ({ query, caller }) => {
    const { cursor, limit = pageLimit.default } = query;
    const rows = await listOwn(db, caller, { cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map((row) => toOwn(parts, row));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'changeDonorRecurringGift', ({ params, body, caller }) =>
    forOwn(parts, caller, params.recurringGiftId, (id) => changeAmounts(parts, caller, id, body)),
  );

  serve(api, 'pauseDonorRecurringGift', ({ params, body, caller }) =>
    forOwn(parts, caller, params.recurringGiftId, (id) => pause(parts, caller, id, body)),
  );

  serve(api, 'resumeDonorRecurringGift', ({ params, caller }) =>
    forOwn(parts, caller, params.recurringGiftId, (id) =>
      obey(parts, caller, id, { act: 'resume' }),
    ),
  );

  serve(api, 'cancelDonorRecurringGift', ({ params, caller }) =>
    forOwn(parts, caller, params.recurringGiftId, (id) =>
      obey(parts, caller, id, { act: 'cancel' }),
    ),
  );

  serve(api, 'replaceDonorRecurringGiftCard', async (call) => {
    const { caller, address } = call;
    const { recurringGiftId } = call.params;
    await readOwn(parts, caller, recurringGiftId);
    const origin = call.header('origin') ?? '';
    const proof = call.header(proofHeader.toLowerCase());
    return startCard(parts, caller, recurringGiftId, { ...caller, address, origin, proof });
  });
}

/** Does it if the gift is the donor's, and answers the gift as it then is. */
async function forOwn(
  parts: RecurringParts,
  donor: DonorKey,
  id: RecurringId,
  act: (id: RecurringId) => Promise<unknown>,
): Promise<DonorRecurringGift> {
  await readOwn(parts, donor, id);
  await act(id);
  return toOwn(parts, await readOwn(parts, donor, id));
}

/** @throws Refusal `recurring_gift_unknown` */
async function readOwn({ db }: RecurringParts, donor: DonorKey, id: RecurringId): Promise<OwnRow> {
  return (await findOwn(db, donor, id)) ?? refuse('recurring_gift_unknown');
}

function toOwn({ providerNamed }: RecurringParts, row: OwnRow): DonorRecurringGift {
  const { email: _, ...gift } = toRecurringGift(row);
  const { currency } = row;
  const provider = providerNamed(row.provider, row.livemode) ?? refuse('payments_unavailable');
  const { basisPoints, fixedAmount } = provider.feeTerms(currency);
  return {
    ...gift,
    project: {
      title: row.project_title,
      minimum: { amount: row.minimum_amount, currency },
      maximum: { amount: row.maximum_amount, currency },
      feeSchedule: { basisPoints, fixed: { amount: fixedAmount, currency } },
    },
  };
}
