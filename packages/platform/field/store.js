// What is kept on the phone: the pass, plots that were taken along, and what was noted, in one database
// of the browser. What was noted stays until the platform has said that it has it.
/** @import { About, KeptPlot, Noted } from './types.ts' */

const databaseName = 'kindcart-field';
/** So many that were sent are remembered, for a look back. */
const sentMax = 200;

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
      const { result } = request;
      result.createObjectStore('settings');
      result.createObjectStore('plots', { keyPath: ['book', 'id'] });
      result.createObjectStore('noted', { keyPath: 'key' });
      result.createObjectStore('photos');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/**
 * Works in one transaction, and resolves once the browser has written it to the disk.
 *
 * @template Value
 * @param {readonly string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(transaction: IDBTransaction) => IDBRequest<Value> | undefined} work
 * @returns {Promise<Value | undefined>}
 */
async function inTransaction(stores, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...stores], mode, { durability: 'strict' });
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? request?.error);
    transaction.onerror = () => reject(transaction.error ?? request?.error);
  });
}

/** @param {string} name @returns {Promise<unknown>} */
export function setting(name) {
  return inTransaction(['settings'], 'readonly', (transaction) =>
    transaction.objectStore('settings').get(name),
  );
}

/** @param {string} name @param {string | About} value */
export async function keepSetting(name, value) {
  await inTransaction(['settings'], 'readwrite', (transaction) =>
    transaction.objectStore('settings').put(value, name),
  );
}

/** @param {KeptPlot} plot */
export async function keepPlot(plot) {
  await inTransaction(['plots'], 'readwrite', (transaction) =>
    transaction.objectStore('plots').put(plot),
  );
}

/** Plots of a book that were taken along. @param {string} book @returns {Promise<KeptPlot[]>} */
export async function keptPlots(book) {
  /** @type {KeptPlot[] | undefined} */
  const plots = await inTransaction(['plots'], 'readonly', (transaction) =>
    transaction.objectStore('plots').getAll(),
  );
  return (plots ?? []).filter((plot) => plot.book === book);
}

/**
 * Keeps what was noted together with its picture: both or, where there is no room, neither.
 *
 * @param {Noted} noted
 * @param {ArrayBuffer | null} photo
 */
export async function keepNoted(noted, photo) {
  await inTransaction(['noted', 'photos'], 'readwrite', (transaction) => {
    if (photo !== null) transaction.objectStore('photos').put(photo, noted.key);
    return transaction.objectStore('noted').put(noted);
  });
}

/** All that was noted, the newest first. @returns {Promise<Noted[]>} */
export async function allNoted() {
  /** @type {Noted[] | undefined} */
  const found = await inTransaction(['noted'], 'readonly', (transaction) =>
    transaction.objectStore('noted').getAll(),
  );
  const time = (/** @type {Noted} */ { told }) => told.observedAt;
  return (found ?? []).sort((one, other) => (time(one) < time(other) ? 1 : -1));
}

/** The picture that waits with it. @param {string} key @returns {Promise<ArrayBuffer | undefined>} */
export function photoOf(key) {
  return inTransaction(['photos'], 'readonly', (transaction) =>
    transaction.objectStore('photos').get(key),
  );
}

/**
 * Writes what became of some. The picture of one that needs it no more is let go of.
 *
 * @param {readonly Noted[]} changed
 */
export async function changeNoted(changed) {
  await inTransaction(['noted', 'photos'], 'readwrite', (transaction) => {
    for (const noted of changed) {
      transaction.objectStore('noted').put(noted);
      if (!noted.hasPhoto) transaction.objectStore('photos').delete(noted.key);
    }
    return undefined;
  });
}

/** Forgets the oldest of those that the platform has. */
export async function forgetOld() {
  const sent = (await allNoted()).filter(({ state }) => state === 'sent');
  const old = sent.slice(sentMax);
  if (old.length === 0) return;
  await inTransaction(['noted'], 'readwrite', (transaction) => {
    for (const { key } of old) transaction.objectStore('noted').delete(key);
    return undefined;
  });
}
