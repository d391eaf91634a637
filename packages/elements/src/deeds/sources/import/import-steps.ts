/**
 * Steps out of files that other apps export, read in the page: nothing is uploaded. A worker reads them; where
 * a page can have none, as when the script comes from another origin, the page itself does, a slice at a time.
 */
import { startWorker } from '#import-worker';
import type { Imported, ImportProgress, ImportWish } from './outcome.ts';
import type { FromWorker } from './protocol.ts';
import { readFiles } from './reading.ts';

export interface ImportOptions {
  /** Told at most ten times a second, and after each file. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Ends the reading; what was read is dropped. */
  readonly signal?: AbortSignal;
  /** How a worker is started; null for a page that wants none. */
  readonly startWorker?: (() => Worker) | null;
}

/** How long the page may be kept from drawing: half a frame. */
const sliceMs = 8;
/** A worker that has not spoken by then is not allowed, and the browser did not say so. */
const readyMsMost = 5_000;

/**
 * Day totals of the files; what is wrong with a file is in the answer.
 *
 * @throws the signal's reason once it is aborted; an Error when a worker that ran broke off, as for memory
 */
export async function importSteps(
  wish: ImportWish,
  { onProgress = () => {}, signal, startWorker: start = startWorker }: ImportOptions = {},
): Promise<Imported> {
  signal?.throwIfAborted();
  const worker = start && (await readyWorker(start, signal));
  if (!worker) return readFiles(wish, { onProgress, pause: slices(signal) });
  try {
    return await readIn(worker, wish, onProgress, signal);
  } finally {
    worker.terminate();
  }
}

/** A worker that has said that it runs; null where the page can have none. */
async function readyWorker(
  start: () => Worker,
  signal: AbortSignal | undefined,
): Promise<Worker | null> {
  let worker: Worker;
  try {
    worker = start();
  } catch {
    // Of another origin, or against the page's policy. The page can do the work as well.
    return null;
  }
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), readyMsMost);
  const aborted = () => resolve(false);
  worker.addEventListener('message', () => resolve(true), { once: true });
  worker.addEventListener('error', (event) => {
    // Whoever listens for the page's errors need not hear of it: nothing is lost.
    event.preventDefault();
    resolve(false);
  });
  signal?.addEventListener('abort', aborted, { once: true });
  const isReady = await promise;
  clearTimeout(timer);
  signal?.removeEventListener('abort', aborted);
  if (isReady && !signal?.aborted) return worker;
  worker.terminate();
  signal?.throwIfAborted();
  return null;
}

function readIn(
  worker: Worker,
  wish: ImportWish,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal | undefined,
): Promise<Imported> {
  const { promise, resolve, reject } = Promise.withResolvers<Imported>();
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'progress') onProgress(data.progress);
    else if (data.type === 'done') resolve(data.imported);
    else if (data.type === 'failed') reject(new Error(data.message));
  });
  worker.addEventListener('error', () => reject(new Error('The worker of the import broke off.')));
  signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  const { files, days, timeZone } = wish;
  worker.postMessage({ files: [...files], days: { ...days }, timeZone });
  return promise;
}

/** Between pieces: lets the page draw when a slice is over, and ends when nobody wants it any more. */
function slices(signal: AbortSignal | undefined): () => Promise<void> | undefined {
  let sinceMs = performance.now();
  // A timer would come once a second while the page is in the background.
  const { port1, port2 } = new MessageChannel();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - sinceMs < sliceMs) return undefined;
    return new Promise<void>((resolve) => {
      port1.onmessage = () => {
        sinceMs = performance.now();
        resolve();
      };
      port2.postMessage(null);
    });
  };
}
