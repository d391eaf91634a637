/** Addresses of recurring gifts. */
import { pageLimit } from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import * as records from './records.ts';
import {
  changeAmounts,
  obey,
  pause,
  type RecurringParts,
  readRecurring,
  startCard,
} from './wishes.ts';

/** Hangs them on the house. */
export function registerRecurring(api: Api, parts: RecurringParts): void {
  const { db } = parts;

  serve(api, 'listRecurringGifts', async ({ query, caller }) => {
    const { projectId, state, cursor, limit = pageLimit.default } = query;
    const page = { projectId, state, cursor, limit: limit + 1 };
    const rows = await records.listRecurring(db, caller, page);
    const items = rows.slice(0, limit).map(records.toRecurringGift);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getRecurringGift', ({ params, caller }) =>
    readRecurring(parts, caller, params.recurringGiftId),
  );

  serve(api, 'changeRecurringGift', ({ params, body, caller }) =>
    changeAmounts(parts, caller, params.recurringGiftId, body),
  );

  serve(api, 'pauseRecurringGift', ({ params, body, caller }) =>
    pause(parts, caller, params.recurringGiftId, body),
  );

  serve(api, 'resumeRecurringGift', ({ params, caller }) =>
    obey(parts, caller, params.recurringGiftId, { act: 'resume' }),
  );

  serve(api, 'cancelRecurringGift', ({ params, caller }) =>
    obey(parts, caller, params.recurringGiftId, { act: 'cancel' }),
  );

  serve(api, 'retryRecurringGift', ({ params, caller }) =>
    obey(parts, caller, params.recurringGiftId, { act: 'retry' }),
  );

  serve(api, 'replaceRecurringGiftCard', ({ params, caller }) =>
    startCard(parts, caller, params.recurringGiftId),
  );
}
