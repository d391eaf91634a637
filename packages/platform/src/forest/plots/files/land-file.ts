/** Files that tell of land: GeoJSON and KML, as shapes that are yet to be looked at. */
import { shapesOfGeoJson } from './geojson.ts';
import { shapesOfKml } from './kml.ts';
import { LandFileError, type LandShapes, shapesMax } from './shapes.ts';

/** Larger files hold more than land. */
const bytesMax = 10_000_000;

/** Polygons of a file. @throws LandFileError with what to do about it */
export function readLandFile(bytes: Uint8Array): LandShapes {
  if (bytes.length > bytesMax) {
    throw new LandFileError(
      `has ${Math.round(bytes.length / 1_000_000)} MB, and ${bytesMax / 1_000_000} are the most. Keep only the outlines of plots in it`,
    );
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new LandFileError('is packed, as a KMZ is. Unpack it and give the .kml within');
  }
  const text = textOf(bytes).trimStart();
  const read = text.startsWith('<') ? shapesOfKml(text) : shapesOfGeoJson(text);
  if (read.shapes.length === 0) {
    throw new LandFileError(
      'has no polygon in it. Plots are drawn as polygons, not points or lines',
    );
  }
  if (read.shapes.length > shapesMax) {
    throw new LandFileError(
      `has ${read.shapes.length} polygons, and ${shapesMax} are the most at once. Part it into several files`,
    );
  }
  return read;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new LandFileError('is no text in UTF-8. Save it anew as GeoJSON or KML', {
      cause: error,
    });
  }
}
