/** GeoJSON (RFC 7946): features, collections of them, and bare geometries. */
import { type Coordinates, LandFileError, type LandShape, type LandShapes } from './shapes.ts';

type Members = Readonly<Record<string, unknown>>;
type Ring = readonly Coordinates[];

/** Collections within collections: no map program nests deeper. */
const depthMax = 50;

/** Polygons of a text of GeoJSON. @throws LandFileError */
export function shapesOfGeoJson(text: string): LandShapes {
  const whole = parsed(text);
  refuseOtherSystems(whole);
  const { type, features: told } = whole;
  const features = type === 'FeatureCollection' ? listOf(told) : [whole];
  const found = features.map((feature, at) => shapesOfFeature(feature, `feature ${at + 1}`));
  return { shapes: found.flat(), skipped: found.filter(({ length }) => length === 0).length };
}

function parsed(text: string): Members {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new LandFileError(`is neither KML nor whole GeoJSON: ${said}`, { cause: error });
  }
  if (!isMembers(whole)) throw new LandFileError('is JSON, and no GeoJSON: it has no members');
  return whole;
}

/** Older files may name another system of coordinates, whose numbers are no degrees of ours. */
function refuseOtherSystems({ crs }: Members): void {
  const { properties } = membersOf(crs);
  const { name } = membersOf(properties);
  if (name === undefined || /CRS84$|EPSG:+4326$/i.test(String(name))) return;
  throw new LandFileError(
    'has coordinates of a system other than WGS 84. Export it anew in WGS 84, EPSG:4326',
  );
}

function shapesOfFeature(feature: unknown, at: string): LandShape[] {
  const { type, geometry, properties } = membersOf(feature);
  const polygons = polygonsOf(type === 'Feature' ? geometry : feature, at);
  return polygons.map((coordinates, part) => ({
    at: polygons.length === 1 ? at : `${at}, polygon ${part + 1}`,
    properties: textsOf(properties),
    coordinates,
  }));
}

function polygonsOf(geometry: unknown, at: string, depth = 0): Ring[][] {
  if (depth > depthMax) throw new LandFileError(`is nested too deep, in ${at}`);
  const { type, coordinates, geometries } = membersOf(geometry);
  if (type === 'Polygon') return [ringsOf(coordinates, at)];
  if (type === 'MultiPolygon') return listOf(coordinates).map((each) => ringsOf(each, at));
  if (type === 'GeometryCollection') {
    return listOf(geometries).flatMap((each) => polygonsOf(each, at, depth + 1));
  }
  return [];
}

function ringsOf(coordinates: unknown, at: string): Ring[] {
  return listOf(coordinates).map((ring) =>
    listOf(ring).map((position) => {
      const [longitude, latitude] = listOf(position);
      if (typeof longitude === 'number' && typeof latitude === 'number') {
        return [longitude, latitude];
      }
      throw new LandFileError(`has a position that is no longitude and latitude, in ${at}`);
    }),
  );
}

function textsOf(properties: unknown): ReadonlyMap<string, string> {
  const texts = Object.entries(membersOf(properties)).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
  );
  return new Map(texts);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
