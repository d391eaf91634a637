/** A tab's storage in memory. */
import type { StoragePort } from '../ports.ts';

export interface MemoryStorage extends StoragePort {
  readonly texts: Map<string, string>;
}

export function memoryStorage(): MemoryStorage {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
  };
}
