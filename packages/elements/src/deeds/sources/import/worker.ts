/** Reads an import beside the page. Only day totals leave it. */
import type { ImportWish } from './outcome.ts';
import type { FromWorker } from './protocol.ts';
import { readFiles } from './reading.ts';

function say(message: FromWorker): void {
  globalThis.postMessage(message);
}

async function read(wish: ImportWish): Promise<void> {
  try {
    const imported = await readFiles(wish, {
      pause: () => undefined,
      onProgress: (progress) => say({ type: 'progress', progress }),
    });
    say({ type: 'done', imported });
  } catch (error) {
    say({ type: 'failed', message: String(error) });
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ImportWish>) => void read(data));
say({ type: 'ready' });
