/** MapLibre GL, fetched when a map comes into view, and how it finds its worker. */

import type * as maplibre from 'maplibre-gl';
import { workerAddress } from '#map-worker';

export type Engine = typeof maplibre;
export type EngineMap = maplibre.Map;
export type Style = maplibre.StyleSpecification;
export type Layer = maplibre.LayerSpecification;
export type Expression = maplibre.ExpressionSpecification;
export type Source = maplibre.VectorSourceSpecification;

/** What a browser with Trusted Types has; TypeScript does not know it yet. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (text: string) => string },
  ): { createScriptURL(text: string): object };
}

let coming: Promise<Engine> | undefined;

/** Fetches MapLibre once for a page. Rejects where the page has none: it is an optional peer. */
export function loadEngine(): Promise<Engine> {
  coming ??= import('maplibre-gl').then((engine) => {
    trustWorker(engine);
    return engine;
  });
  // Whoever asks later may be luckier.
  coming.catch(() => {
    coming = undefined;
  });
  return coming;
}

/**
 * Lets MapLibre start its worker on a page whose policy asks for Trusted Types. It takes the address as a
 * text, asks it how it ends, and hands it to `new Worker`, which then wants an address that a policy made:
 * so it is given one that answers like a text. A worker that the page has set itself stays.
 */
function trustWorker(engine: Engine): void {
  const factory: PolicyFactory | undefined = Reflect.get(globalThis, 'trustedTypes');
  const address = workerAddress;
  if (!factory || !address || engine.getWorkerUrl()) return;
  const policy = factory.createPolicy('kindcart-map', { createScriptURL: () => address });
  const trusted = Object.assign(policy.createScriptURL(address), {
    endsWith: (end: string) => address.endsWith(end),
    split: (by: string) => address.split(by),
  });
  Reflect.apply(engine.setWorkerUrl, undefined, [trusted]);
}
