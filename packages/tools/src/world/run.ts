/**
 * `npm run world -- FOLDER`: cuts `packages/platform/world/world.pmtiles` from Natural Earth's shapefiles in
 * `FOLDER/10m` and `FOLDER/50m`. docs/data-sources.md says where they come from.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveOf } from './archive.ts';
import { cutZoom } from './cut.ts';
import { type NaturalEarth, thingsAt } from './natural-earth.ts';
import { readShapes } from './shapefile.ts';

const target = fileURLToPath(new URL('../../../platform/world/world.pmtiles', import.meta.url));
const zoomMax = 6;
/** From here on the finer scale is read. */
const fineZoomMin = 4;
/** What an outline may be off, in units of a tile: less than a pixel, and finer where it is stretched. */
const toleranceAt = (zoom: number) => (zoom === zoomMax ? 3 : 6);

function earthOf(folder: string, scale: '10m' | '50m'): NaturalEarth {
  const read = (name: string, of = scale) => {
    const path = join(folder, of, `ne_${of}_${name}`);
    const file = (ending: string) => readFileSync(`${path}.${ending}`);
    return readShapes({ shp: file('shp'), shx: file('shx'), dbf: file('dbf') });
  };
  return {
    land: read('land'),
    water: read('ocean'),
    rivers: read('rivers_lake_centerlines'),
    borders: read('admin_0_boundary_lines_land'),
    places: read('populated_places_simple', '10m'),
  };
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say in which folder the shapefiles are: npm run world -- FOLDER');
  process.exit(1);
}
const [coarse, fine] = [earthOf(resolve(folder), '50m'), earthOf(resolve(folder), '10m')];
function* allTiles() {
  for (let zoom = 0; zoom <= zoomMax; zoom += 1) {
    const earth = zoom < fineZoomMin ? coarse : fine;
    yield* cutZoom(zoom, thingsAt(zoom, earth), toleranceAt(zoom));
  }
}
const archive = archiveOf(allTiles(), { name: 'The world', attribution: 'Natural Earth' });
writeFileSync(target, archive);
console.log(`${target}: ${Math.round(archive.length / 1_000)} kB`);
