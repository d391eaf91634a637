/** An independent reader of tiles, for tests. */
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** A feature of a tile, as an independent reader finds it. */
export interface SeenFeature {
  readonly id: number | undefined;
  readonly type: VectorTileFeature['type'];
  readonly properties: VectorTileFeature['properties'];
  /** Rings, lines or points, in units of the tile. */
  readonly geometry: readonly (readonly (readonly [number, number])[])[];
}

/** All features of a tile by layer. */
export function readTile(bytes: Uint8Array): Readonly<Record<string, readonly SeenFeature[]>> {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, at) => {
        const feature = layer.feature(at);
        const { id, type, properties } = feature;
        const geometry = feature
          .loadGeometry()
          .map((part) => part.map(({ x, y }) => [x, y] as const));
        return { id, type, properties: { ...properties }, geometry };
      }),
    ]),
  );
}
