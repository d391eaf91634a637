/** How a donor comes in: by a link, or by the visit that the tab still has. */
import type { DonorSession } from '@kindcart/contract';
import { pageOf } from './address.ts';
import { fetchGifts, fetchRecurring, listOf } from './lists.ts';
import { ask, begin, fail, isOver, type Room } from './room.ts';

/** Turns the token of a link into a visit. */
export async function exchange(room: Room, token: string): Promise<void> {
  if (!/^[\w-]{1,1000}$/.test(token)) return ask(room, 'invalid');
  const started = begin(room);
  // Whoever was in before in this tab is out, even if the link turns out to be none.
  room.shelf.clear();
  const result = await room.options.door.openDonorSession({ body: { token } });
  if (room.turn !== started) return;
  if (result.ok) {
    room.shelf.save(result.value);
    return enter(room, result.value);
  }
  const { code } = result.error;
  if (code === 'donor_link_expired') return ask(room, 'expired');
  if (code === 'donor_link_invalid' || code === 'request_invalid') return ask(room, 'invalid');
  fail(room, result.error, () => void exchange(room, token));
}

/** Fetches all that a visit shows, before any of it is shown, so that nothing moves under a hand. */
export async function enter(room: Room, visit: DonorSession): Promise<void> {
  const started = begin(room);
  const client = room.options.clientOf(visit.session);
  const [donor, gifts, recurring] = await Promise.all([
    client.getDonor({}, { fresh: true }),
    fetchGifts(client),
    fetchRecurring(client),
  ]);
  if (room.turn !== started) return;
  if ([donor, gifts, recurring].some(isOver)) return ask(room, 'over');
  if (!donor.ok) return fail(room, donor.error, () => void enter(room, visit));
  room.client = client;
  const lists = { gifts: listOf(gifts), recurring: listOf(recurring) };
  room.cell.set({ status: 'open', donor: donor.value, ...lists, acts: {}, done: null });
}

/** Asks for a link to be mailed. */
export async function askLink(room: Room, email: string, language: string | null): Promise<void> {
  const { cell, turn, options } = room;
  const before = cell.get();
  if (before.status !== 'asking' || before.sending) return;
  cell.set({ ...before, sending: true, error: null });
  const page = pageOf(options.address.read());
  const result = await options.door.createDonorLink({ body: { email, page, language } });
  if (room.turn !== turn) return;
  if (result.ok) cell.set({ status: 'asked', email });
  else cell.set({ ...before, sending: false, error: result.error });
}
