/** KML (OGC 07-147r2): placemarks with polygons. */
import { type Coordinates, LandFileError, type LandShape, type LandShapes } from './shapes.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** Polygons of a text of KML. @throws LandFileError */
export function shapesOfKml(text: string): LandShapes {
  const root = parseXml(text);
  if (root.name !== 'kml') {
    throw new LandFileError(`is XML of another kind: it begins with <${root.name}>, not <kml>`);
  }
  const placemarks = within(root, 'Placemark');
  const found = placemarks.map((placemark, at) =>
    shapesOfPlacemark(placemark, `placemark ${at + 1}`),
  );
  return { shapes: found.flat(), skipped: found.filter(({ length }) => length === 0).length };
}

function shapesOfPlacemark(placemark: XmlElement, at: string): LandShape[] {
  const polygons = within(placemark, 'Polygon');
  const properties = propertiesOf(placemark);
  return polygons.map((polygon, part) => ({
    at: polygons.length === 1 ? at : `${at}, polygon ${part + 1}`,
    properties,
    coordinates: [
      ...within(polygon, 'outerBoundaryIs'),
      ...within(polygon, 'innerBoundaryIs'),
    ].flatMap((boundary) => within(boundary, 'coordinates').map((each) => ringOf(each, at))),
  }));
}

/** `longitude,latitude[,height]`, parted by white space. */
function ringOf({ text }: XmlElement, at: string): Coordinates[] {
  const tuples = text.trim().split(/\s+/);
  return tuples.map((tuple) => {
    const [longitude, latitude] = tuple
      .split(',')
      .map((part) => (part === '' ? NaN : Number(part)));
    if (Number.isFinite(longitude) && Number.isFinite(latitude))
      return [longitude, latitude].map(Number);
    throw new LandFileError(`has a position that is no longitude and latitude, in ${at}`);
  });
}

function propertiesOf(placemark: XmlElement): ReadonlyMap<string, string> {
  const own = placemark.children.filter(({ name }) => name === 'name' || name === 'description');
  const data = within(placemark, 'Data').flatMap(({ label, children }) => {
    const value = children.find(({ name }) => name === 'value');
    return label === undefined || value === undefined ? [] : [[label, value.text] as const];
  });
  const simple = within(placemark, 'SimpleData').flatMap(({ label, text }) =>
    label === undefined ? [] : [[label, text] as const],
  );
  const named = own.map(({ name, text }) => [name, text] as const);
  return new Map([...data, ...simple, ...named].map(([name, text]) => [name, text.trim()]));
}

/** All elements of a name inside of another, however deep. */
function within(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => (child.name === name ? [child] : within(child, name)));
}
