/** A few values that outlive the page, in IndexedDB, which alone can hold a key that nobody can take out. */

/** Values by their names. */
export interface Kept {
  /** Puts what `change` makes of the value under a name, in one go over all tabs. @returns the new value */
  readonly change: (name: string, change: (before: unknown) => unknown) => Promise<unknown>;
  /** Whether the values outlive the page. */
  readonly isLasting: () => boolean;
}

const database = 'kindcart-deeds';
const store = 'kept';

/**
 * Opens what the browser keeps for this page. Browsers close it behind a page that is left; then it is opened anew.
 * Where it is forbidden, full or broken, values live as long as the page, so that steps of this visit can still be
 * given.
 */
export async function openKept(
  indexed: Pick<IDBFactory, 'open'> = globalThis.indexedDB,
): Promise<Kept> {
  const once = () => openDatabase(indexed);
  const open = () => once().catch(() => undefined);
  let opening = once().catch(open);
  let isLasting = (await opening) !== undefined;
  const known = new Map<string, unknown>();
  const changeKept = async (name: string, change: (before: unknown) => unknown) => {
    const mine = opening;
    const opened = await mine;
    if (opened === undefined) throw new DOMException('It cannot be opened.', 'UnknownError');
    try {
      return await changeIn(opened, name, change);
    } catch (error) {
      // Whatever else failed at once may have opened it anew already.
      if (opening === mine) opening = open();
      throw error;
    }
  };
  return {
    isLasting: () => isLasting,
    async change(name, change) {
      if (!isLasting) return keepIn(known, name, change(known.get(name)));
      try {
        const changing = () => changeKept(name, change);
        return keepIn(known, name, await changing().catch(changing));
      } catch {
        isLasting = false;
        return keepIn(known, name, change(known.get(name)));
      }
    },
  };
}

function keepIn(known: Map<string, unknown>, name: string, value: unknown): unknown {
  known.set(name, value);
  return value;
}

async function openDatabase(indexed: Pick<IDBFactory, 'open'>): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>();
  const request = indexed.open(database, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(store));
  request.addEventListener('error', () => reject(request.error));
  request.addEventListener('success', () => {
    // A newer page needs the old one to let go.
    request.result.addEventListener('versionchange', () => request.result.close());
    resolve(request.result);
  });
  return promise;
}

function changeIn(
  opened: IDBDatabase,
  name: string,
  change: (before: unknown) => unknown,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
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
  return promise;
}
