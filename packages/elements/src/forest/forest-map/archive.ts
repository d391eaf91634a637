/** Tiles out of one PMTiles file, for pages that bring their own: fetched only where one is named. */
import { Protocol } from 'pmtiles';
import type { Engine } from './engine.ts';

let isKnown = false;

/** Teaches MapLibre to read such files, once for a page. */
export function readArchives(engine: Engine): void {
  if (isKnown) return;
  engine.addProtocol('pmtiles', new Protocol().tile);
  isKnown = true;
}
