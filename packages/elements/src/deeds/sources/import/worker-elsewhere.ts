/** Starts the import's worker in a bundle of the page's own. */

/**
 * Written out as bundlers look for it. Throws where the page's policy or the script's origin allows none,
 * and where the policy asks for Trusted Types: then the page reads by itself.
 */
export function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
