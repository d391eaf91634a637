/** Where MapLibre's worker is in a bundle of the page's own: only MapLibre, or the page, knows that. */
export const workerAddress: string | undefined = undefined;
