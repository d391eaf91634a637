/** Notes on the made-up platform's donations. */
import type { EndpointInput, Note } from '@kindcart/contract';
import { giftOf, pageOf, timeIn, type World } from '../world.ts';

export function createNote(world: World, { params, body }: EndpointInput<'createNote'>): Note {
  const { donation, notes } = giftOf(world, params.donationId);
  const note: Note = {
    id: world.newId('note'),
    donationId: donation.id,
    text: body.text,
    createdAt: timeIn(world),
  };
  notes.push(note);
  return note;
}

export function listNotes(world: World, { params, query = {} }: EndpointInput<'listNotes'>) {
  return pageOf(giftOf(world, params.donationId).notes, query);
}
