/** What a page and the worker of an import say to each other. */
import type { Imported, ImportProgress } from './outcome.ts';

export type FromWorker =
  /** It runs, and waits for what is wished. */
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'done'; readonly imported: Imported }
  | { readonly type: 'failed'; readonly message: string };
