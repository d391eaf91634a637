/** Runs a donor's own page: lets the donor in, and shows what the platform confirmed. */
import type { DonorClient } from '@kindcart/client';
import type { ChangeRecurringGift, Id } from '@kindcart/contract';
import type { Watchable } from '../cell.ts';
import { act, actOnGift, loadGifts, loadRecurring } from './acts.ts';
import { takeToken } from './address.ts';
import { askLink, enter, exchange } from './door.ts';
import { ask, createRoom, type DonorPageOptions, type Room } from './room.ts';
import type { DonorState } from './state.ts';

/**
 * A donor's own page. What is asked twice is done once, and wishes that mean nothing now do nothing.
 * No call needs an idempotency key: each says what is wanted, so that a repeat is the same.
 */
export interface DonorPage extends Watchable<DonorState> {
  /** Looks at the address, then at the tab's storage. To be called again when the address changes. */
  readonly begin: () => void;
  /** Asks for a link to be mailed. */
  readonly askLink: (email: string, language: string | null) => void;
  /** From the note that a link is on its way back to the question for the address. */
  readonly askAgain: () => void;
  /** Goes on after a failure. */
  readonly retry: () => void;
  /** Fetches what could not be fetched, or the next gifts. */
  readonly loadGifts: () => void;
  /** Fetches the monthly and yearly gifts anew; resolves when they are there, or not to be had. */
  readonly loadRecurring: () => Promise<void>;
  readonly setLanguage: (language: string) => void;
  /** Asks for news under these words; null takes the consent back. */
  readonly setNews: (words: string | null) => void;
  readonly askErasure: () => void;
  readonly sendReceipt: (id: Id<'receipt'>) => void;
  readonly change: (id: Id<'recurringGift'>, change: ChangeRecurringGift) => void;
  /** @param until - when it goes on by itself, an instant; null for when it is resumed */
  readonly pause: (id: Id<'recurringGift'>, until: string | null) => void;
  readonly resume: (id: Id<'recurringGift'>) => void;
  readonly cancel: (id: Id<'recurringGift'>) => void;
  /** The client of this visit, for another card; undefined while nobody is in. */
  readonly client: () => DonorClient | undefined;
  /** Ends the visit on this device. */
  readonly leave: () => void;
}

/** Makes a page. It asks nothing before `begin()`. */
export function createDonorPage(options: DonorPageOptions): DonorPage {
  const room = createRoom(options);
  const { cell } = room;
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    begin: () => beginVisit(room),
    askLink: (email, language) => void askLink(room, email, language),
    askAgain: () => void (cell.get().status === 'asked' && ask(room, 'new')),
    retry: () => void (cell.get().status === 'failed' && room.again()),
    loadGifts: () => void loadGifts(room),
    loadRecurring: () => loadRecurring(room),
    ...settingsOf(room),
    ...recurringOf(room),
    sendReceipt: (receiptId) =>
      void act(
        room,
        { subject: receiptId, name: 'send' },
        (client) => client.sendReceipt({ params: { receiptId } }),
        () => ({}),
      ),
    client: () => room.client,
    leave: () => ask(room, 'left'),
  };
}

function beginVisit(room: Room): void {
  const { address } = room.options;
  const taken = takeToken(address.read());
  if (taken) {
    address.replace(taken.rest);
    return void exchange(room, taken.token);
  }
  if (room.turn > 0) return;
  const kept = room.shelf.load();
  if (kept === null || kept === 'over') ask(room, kept === null ? 'new' : 'over');
  else void enter(room, kept);
}

function settingsOf(room: Room): Pick<DonorPage, 'setLanguage' | 'setNews' | 'askErasure'> {
  return {
    setLanguage: (language) =>
      void act(
        room,
        { subject: 'language', name: 'language' },
        (client) => client.updateDonor({ body: { language } }),
        ({ donor }, { language: said }) => ({ donor: { ...donor, language: said } }),
      ),
    setNews: (updatesConsent) =>
      void act(
        room,
        { subject: 'news', name: 'news' },
        (client) => client.updateDonor({ body: { updatesConsent } }),
        ({ donor }, { updatesConsent: said }) => ({ donor: { ...donor, updatesConsent: said } }),
      ),
    askErasure: () =>
      void act(
        room,
        { subject: 'erasure', name: 'erasure' },
        (client) => client.askErasure(),
        ({ donor }, { askedAt }) => ({ donor: { ...donor, erasureAskedAt: askedAt } }),
      ),
  };
}

function recurringOf(room: Room): Pick<DonorPage, 'change' | 'pause' | 'resume' | 'cancel'> {
  return {
    change: (recurringGiftId, body) =>
      actOnGift(room, recurringGiftId, 'change', (client) =>
        client.changeDonorRecurringGift({ params: { recurringGiftId }, body }),
      ),
    pause: (recurringGiftId, until) =>
      actOnGift(room, recurringGiftId, 'pause', (client) =>
        client.pauseDonorRecurringGift({ params: { recurringGiftId }, body: { until } }),
      ),
    resume: (recurringGiftId) =>
      actOnGift(room, recurringGiftId, 'resume', (client) =>
        client.resumeDonorRecurringGift({ params: { recurringGiftId } }),
      ),
    cancel: (recurringGiftId) =>
      actOnGift(room, recurringGiftId, 'cancel', (client) =>
        client.cancelDonorRecurringGift({ params: { recurringGiftId } }),
      ),
  };
}
