/** What the parts of a donor's page share: how it stands, and whose visit it is. */
import type { CallError, DonorClient, DonorDoorClient, Result } from '@kindcart/client';
import { type Cell, createCell } from '../cell.ts';
import { type Clock, platformClock, type StoragePort } from '../ports.ts';
import { createSessionShelf, type SessionShelf } from './shelf.ts';
import type { AskReason, DonorState, Visit } from './state.ts';

/** The address bar. */
export interface AddressPort {
  readonly read: () => string;
  /** Shows another address of the same page, with no entry in the history. */
  readonly replace: (href: string) => void;
}

/** What a page is made of. */
export interface DonorPageOptions {
  readonly door: DonorDoorClient;
  /** The client of a visit, by its session. */
  readonly clientOf: (session: string) => DonorClient;
  readonly address: AddressPort;
  /** The tab's storage; nothing of a visit outlives its tab. */
  readonly storage?: StoragePort;
  /** What the visit is kept under: another one for each platform and key. */
  readonly storageKey: string;
  readonly clock?: Clock;
}

/** A page at work. */
export interface Room {
  readonly options: DonorPageOptions;
  readonly cell: Cell<DonorState>;
  readonly shelf: SessionShelf;
  /** Of the visit; undefined while nobody is in. */
  client: DonorClient | undefined;
  /** Goes on after a failure. */
  again: () => void;
  /** Each coming and going makes answers to what was asked before it void. */
  turn: number;
}

export function createRoom(options: DonorPageOptions): Room {
  const { storage, storageKey, clock = platformClock } = options;
  return {
    options,
    cell: createCell<DonorState>({ status: 'opening' }),
    shelf: createSessionShelf(storage, clock, storageKey),
    client: undefined,
    again: () => {},
    turn: 0,
  };
}

/** Shows nobody's things from here on; returns the turn. */
export function begin(room: Room): number {
  room.turn += 1;
  room.client = undefined;
  room.cell.set({ status: 'opening' });
  return room.turn;
}

/** Ends the visit, if there is one, and asks who is there. */
export function ask(room: Room, because: AskReason): void {
  room.turn += 1;
  room.client = undefined;
  room.shelf.clear();
  room.cell.set({ status: 'asking', because, sending: false, error: null });
}

export function fail(room: Room, error: CallError, again: () => void): void {
  room.again = again;
  room.cell.set({ status: 'failed', error });
}

/** The visit now, while it is the one that was begun in this turn. */
export function visitOf({ cell, turn }: Room, started: number): Visit | undefined {
  const state = cell.get();
  return turn === started && state.status === 'open' ? state : undefined;
}

/** Whether a visit is over, by the word of the platform. */
export function isOver(result: Result<unknown>): boolean {
  return !result.ok && /^donor_session_/.test(result.error.code);
}
