/** An adoption outlives a reload of its page: it is kept for the tab. */
import type { StoragePort } from '../ports.ts';
import type { AdoptingState } from './state.ts';

/** Raised when the states change their shape, so that none of another shape is ever found. */
const version = 1;

export interface AdoptingShelf {
  readonly save: (state: AdoptingState) => void;
  /** The state of before the reload; null when there is none that can be gone on with. */
  readonly load: () => AdoptingState | null;
}

/** A place for one adoption's state. Without storage nothing outlives a reload, and all else works. */
export function createAdoptingShelf(storage: StoragePort | undefined, slot: string): AdoptingShelf {
  const name = nameOf(slot);
  return {
    save(state) {
      attempt(() => {
        if (state.status === 'idle') storage?.removeItem(name);
        else storage?.setItem(name, JSON.stringify(state));
      });
    },
    load() {
      const kept = attempt(() => JSON.parse(storage?.getItem(name) ?? 'null'));
      return isKept(kept) ? kept : null;
    },
  };
}

function nameOf(slot: string): string {
  return `kindcart:adoption:${version}:${slot}`;
}

/** Whether an adoption was begun in this tab, so that a page knows before it has the code to go on. */
export function isAdoptionKept(storage: StoragePort | undefined, slot: string): boolean {
  return !!attempt(() => storage?.getItem(nameOf(slot)));
}

/** A full, forbidden or broken storage costs the memory of a reload, which must not cost the tree. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Only this version of this store writes here, so what is checked is that it is whole. */
function isKept(value: unknown): value is AdoptingState {
  if (!isRecord(value) || typeof value.status !== 'string') return false;
  if (/^(holding|refused)$/.test(value.status)) return isRecord(value.request);
  if (/^(opening|unopened)$/.test(value.status)) return typeof value.adoptionId === 'string';
  const hasTree = /^(held|settling|gathering|adopted|unfulfilled|lapsed)$/.test(value.status);
  return hasTree && isRecord(value.adoption) && Array.isArray(value.adoption.shares);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
