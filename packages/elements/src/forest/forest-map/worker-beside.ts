/** Where MapLibre's worker is in the page script: beside the chunk that holds MapLibre. */
export const workerAddress: string | undefined = new URL(
  './maplibre-gl-worker.mjs',
  import.meta.url,
).href;
