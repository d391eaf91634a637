/** What a donor who is in does. */
import type { DonorClient, Result } from '@kindcart/client';
import type { DonorRecurringGift, Id } from '@kindcart/contract';
import { appended, fetchGifts, fetchRecurring, renewed, replaced } from './lists.ts';
import { ask, isOver, type Room, visitOf } from './room.ts';
import type { ActName, Subject, Visit } from './state.ts';

/**
 * Does something for the donor, once at a time for each subject.
 *
 * @param confirmed - what the platform's answer makes of the visit
 */
export async function act<Value>(
  room: Room,
  { subject, name }: { readonly subject: Subject; readonly name: ActName },
  call: (client: DonorClient) => Promise<Result<Value>>,
  confirmed: (visit: Visit, value: Value) => Partial<Visit>,
): Promise<void> {
  const { client, turn, cell } = room;
  const before = visitOf(room, turn);
  if (!client || !before || before.acts[subject]?.error === null) return;
  cell.set({ ...before, acts: { ...before.acts, [subject]: { name, error: null } }, done: null });
  const result = await call(client);
  const now = visitOf(room, turn);
  if (!now) return;
  if (isOver(result)) return ask(room, 'over');
  if (!result.ok) {
    cell.set({ ...now, acts: { ...now.acts, [subject]: { name, error: result.error } } });
    // Somebody else, or time, was faster: how it stands now is shown beside the words.
    if (/^(recurring_gift|project)_/.test(result.error.code)) await loadRecurring(room);
    return;
  }
  const { [subject]: _done, ...acts } = now.acts;
  cell.set({ ...now, ...confirmed(now, result.value), acts, done: { name, subject } });
}

/** Does something to a monthly or yearly gift. */
export function actOnGift(
  room: Room,
  subject: Id<'recurringGift'>,
  name: ActName,
  call: (client: DonorClient) => Promise<Result<DonorRecurringGift>>,
): void {
  void act(room, { subject, name }, call, ({ recurring }, gift) => ({
    recurring: replaced(recurring, gift),
  }));
}

/** Fetches the next gifts, or the first ones anew. */
export async function loadGifts(room: Room): Promise<void> {
  const { client, turn, cell } = room;
  const before = visitOf(room, turn);
  if (!client || !before || before.gifts.loading) return;
  const cursor = before.gifts.nextCursor ?? undefined;
  cell.set({ ...before, gifts: { ...before.gifts, loading: true, error: null } });
  const result = await fetchGifts(client, cursor);
  const now = visitOf(room, turn);
  if (!now) return;
  if (isOver(result)) return ask(room, 'over');
  const gifts = cursor === undefined ? renewed(now.gifts, result) : appended(now.gifts, result);
  cell.set({ ...now, gifts });
}

/** Fetches the monthly and yearly gifts anew. */
export async function loadRecurring(room: Room): Promise<void> {
  const { client, turn, cell } = room;
  if (!client) return;
  const result = await fetchRecurring(client);
  const now = visitOf(room, turn);
  if (!now) return;
  if (isOver(result)) return ask(room, 'over');
  cell.set({ ...now, recurring: renewed(now.recurring, result) });
}
