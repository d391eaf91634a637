/** The two lists of a donor's page. */
import type { DonorClient, Result } from '@kindcart/client';
import type { DonorGift, DonorRecurringGift } from '@kindcart/contract';
import type { List } from './state.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Gifts that are fetched at once, and the most of a request. */
const pageSize = { gifts: 10, max: 100 } as const;

/** The first gifts, or those after a cursor. */
export function fetchGifts(client: DonorClient, cursor?: string): Promise<Result<Page<DonorGift>>> {
  const query = { limit: pageSize.gifts, ...(cursor !== undefined && { cursor }) };
  return client.listDonorGifts({ query }, { fresh: true });
}

/** All monthly and yearly gifts: they are few, and none of them may stay unseen. */
export async function fetchRecurring(
  client: DonorClient,
): Promise<Result<Page<DonorRecurringGift>>> {
  const items: DonorRecurringGift[] = [];
  let cursor: string | null = null;
  for (;;) {
    const query = { limit: pageSize.max, ...(cursor !== null && { cursor }) };
    const result = await client.listDonorRecurringGifts({ query }, { fresh: true });
    if (!result.ok) return result;
    items.push(...result.value.items);
    cursor = result.value.nextCursor;
    if (cursor === null) return { ...result, value: { items, nextCursor: null } };
  }
}

/** A list after its first fetch. */
export function listOf<Item>(result: Result<Page<Item>>): List<Item> {
  const known = result.ok ? result.value : { items: [], nextCursor: null };
  return { ...known, loading: false, error: result.ok ? null : result.error };
}

/** A list with the next page at its end. */
export function appended<Item>(before: List<Item>, result: Result<Page<Item>>): List<Item> {
  if (!result.ok) return { ...before, loading: false, error: result.error };
  const { items, nextCursor } = result.value;
  return { items: [...before.items, ...items], nextCursor, loading: false, error: null };
}

/** A list fetched anew: where that failed, what was there stays. */
export function renewed<Item>(before: List<Item>, result: Result<Page<Item>>): List<Item> {
  return result.ok ? listOf(result) : { ...before, loading: false, error: result.error };
}

/** A list with one of its items as it is now. */
export function replaced<Item extends { readonly id: string }>(
  list: List<Item>,
  item: Item,
): List<Item> {
  return { ...list, items: list.items.map((each) => (each.id === item.id ? item : each)) };
}
