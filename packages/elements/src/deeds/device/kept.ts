/** A few values that outlive the page, in IndexedDB, which alone can hold a key that nobody can take out. */

/** Values by their names. */
export interface Kept {
  /** Puts what `change` makes of the value under a name, in one go over all tabs. @returns the new value */
  readonly change: (name: string, change: (before: unknown) => unknown) => Promise<unknown>;
  /** Whether the values outlive the page. */
  readonly isLasting: boolean;
}

const database = 'kindcart-deeds';
const store = 'kept';

function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

/** Opens what the browser keeps for this page; in a browser that keeps nothing, what lives as long as the page. */
export async function openKept(
  indexed: IDBFactory | undefined = globalThis.indexedDB,
): Promise<Kept> {
  try {
    if (indexed === undefined) return inMemory();
    const request = indexed.open(database, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(store));
    const opened = await done(request);
    // A newer page may need the old one to let go.
    opened.addEventListener('versionchange', () => opened.close());
    return inDatabase(opened);
  } catch {
    // Forbidden, full or broken. Steps of this visit can still be given.
    return inMemory();
  }
}

function inDatabase(opened: IDBDatabase): Kept {
  return {
    isLasting: true,
    change: (name, change) =>
      new Promise((resolve, reject) => {
        const transaction = opened.transaction(store, 'readwrite');
        const values = transaction.objectStore(store);
        const reading = values.get(name);
        let after: unknown;
        reading.addEventListener('success', () => {
          after = change(reading.result);
          values.put(after, name);
        });
        transaction.addEventListener('complete', () => resolve(after));
        transaction.addEventListener('abort', () => reject(transaction.error));
      }),
  };
}

function inMemory(): Kept {
  const values = new Map<string, unknown>();
  return {
    isLasting: false,
    async change(name, change) {
      const after = change(values.get(name));
      values.set(name, after);
      return after;
    },
  };
}
