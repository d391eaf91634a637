/** Draws a tile: trees one by one where they are few, together where they are many, and the land. */
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { clipPolygon } from './clip.ts';
import type { ForestKey } from './counts.ts';
import { type Cell, cellOfKey, curveOrder } from './curve.ts';
import { extent, Layer, tileOf } from './mvt.ts';
import { boundsOf, buffer, cellsOn, positionsOn, ringsOn } from './projection.ts';
import { type Cluster, findClusters, findPlots, findTrees, type TilePlot } from './records.ts';
import { clusterLevel, type Filters, outlineZoomMin } from './rules.ts';
import { sharesOf } from './spot.ts';

/** Most trees that a tile shows one by one: beyond it, crowns would hide each other. */
const treesMax = 4_000;

/** The bytes of a tile of a forest; none when nothing is in it. */
export async function drawTile(
  db: Kysely<Database>,
  forest: ForestKey,
  tile: Cell,
  filters: Filters,
): Promise<Uint8Array<ArrayBuffer>> {
  const withLand = tile.level >= outlineZoomMin;
  const [clusters, plots] = await Promise.all([
    findClusters(db, forest, tile, clusterLevel(tile.level), filters),
    findPlots(db, forest, boundsOf(tile), withLand),
  ]);
  const trees = clusters.reduce((sum, cluster) => sum + cluster.trees, 0);
  const growing =
    trees > treesMax
      ? clusterLayer(tile, clusters)
      : await treeLayer(db, forest, tile, filters, trees);
  return tileOf([plotLayer(tile, plots), growing]);
}

function clusterLayer(tile: Cell, clusters: readonly Cluster[]): Layer {
  const layer = new Layer('clusters');
  const place = cellsOn(tile);
  for (const { trees, planned, across, down } of clusters) {
    const properties = { n: trees, u: planned === 0 ? undefined : planned };
    layer.point(place(across / trees + 0.5, down / trees + 0.5), properties);
  }
  return layer;
}

/** @param counted - how many there are to be; where none are, nothing is read */
async function treeLayer(
  db: Kysely<Database>,
  forest: ForestKey,
  tile: Cell,
  filters: Filters,
  counted: number,
): Promise<Layer> {
  const layer = new Layer('trees');
  if (counted === 0) return layer;
  const place = cellsOn(tile);
  for (const [species, trees] of await findTrees(db, forest, tile, filters)) {
    for (const { number, curveKey, spot, state, plantedDay } of trees) {
      const { x, y } = cellOfKey(curveOrder, curveKey);
      const [across, down] = sharesOf(spot);
      const properties = { s: species, p: plantedDay ?? undefined, t: state };
      layer.point(place(x + across, y + down), properties, number);
    }
  }
  return layer;
}

function plotLayer(tile: Cell, plots: readonly TilePlot[]): Layer {
  const layer = new Layer('plots');
  const place = positionsOn(tile);
  for (const { id, state, names, polygon, centre_longitude, centre_latitude } of plots) {
    const { en: name, ...others } = names;
    const inOthers = Object.entries(others).map(([tag, text]) => [`name_${tag}`, text] as const);
    const properties = { id, state, name, ...Object.fromEntries(inOthers) };
    if (polygon === null) {
      const point = place([centre_longitude, centre_latitude]);
      // A point beyond the edge is in the tile next to it.
      if (point.every((at) => at >= 0 && at < extent)) layer.point(point, properties);
    } else {
      const around = [-buffer, -buffer, extent + buffer, extent + buffer] as const;
      layer.polygons([clipPolygon(ringsOn(tile, polygon), around)], properties);
    }
  }
  return layer;
}
