import type { StoragePort } from '@kindcart/store';

/** The tab's own storage; undefined where the browser forbids the page to look at it. */
export function tabStorage(): StoragePort | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
