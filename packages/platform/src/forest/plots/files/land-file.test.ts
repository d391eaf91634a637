// Files of land as map programs write them, and as attackers and bad lines leave them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLandFile } from './land-file.ts';
import type { LandShapes } from './shapes.ts';

const ring = [
  [103.1, 38.7],
  [103.2, 38.7],
  [103.2, 38.8],
  [103.1, 38.7],
];
const hole = [
  [103.15, 38.71],
  [103.18, 38.71],
  [103.18, 38.73],
  [103.15, 38.71],
];

const read = (text: string): LandShapes => readLandFile(new TextEncoder().encode(text));
const json = (value: unknown) => read(JSON.stringify(value));
const polygon = { type: 'Polygon', coordinates: [ring, hole] };

test('reads a collection of features: their polygons, names and numbers', () => {
  const { shapes, skipped } = json({
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: { name: '民勤北缘', rows: 12, more: {} }, geometry: polygon },
      { type: 'Feature', properties: null, geometry: { type: 'Point', coordinates: [1, 2] } },
      { type: 'Feature', properties: {}, geometry: null },
    ],
  });
  assert.equal(skipped, 2);
  assert.deepEqual(shapes, [
    {
      at: 'feature 1',
      properties: new Map([
        ['name', '民勤北缘'],
        ['rows', '12'],
      ]),
      coordinates: [ring, hole],
    },
  ]);
});

const bare: readonly [what: string, value: unknown, places: string[]][] = [
  ['a polygon alone', polygon, ['feature 1']],
  ['a feature alone', { type: 'Feature', properties: {}, geometry: polygon }, ['feature 1']],
  [
    'a multipolygon: a plot each',
    { type: 'MultiPolygon', coordinates: [[ring], [hole]] },
    ['feature 1, polygon 1', 'feature 1, polygon 2'],
  ],
  [
    'a collection of geometries',
    { type: 'GeometryCollection', geometries: [polygon, { type: 'Point', coordinates: [0, 0] }] },
    ['feature 1'],
  ],
  [
    'an old file that names our own system of coordinates',
    { ...polygon, crs: { properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } },
    ['feature 1'],
  ],
];

for (const [what, value, places] of bare) {
  test(`reads ${what}`, () => {
    const { shapes } = json(value);
    assert.deepEqual(
      shapes.map(({ at }) => at),
      places,
    );
    assert.deepEqual(shapes[0]?.coordinates[0], ring);
  });
}

test('leaves heights out', () => {
  const high = ring.map(([x, y]) => [x, y, 1_367.5]);
  assert.deepEqual(json({ type: 'Polygon', coordinates: [high] }).shapes[0]?.coordinates, [ring]);
});

const kml = (inner: string) =>
  `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<!-- from a map program -->
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>All</name>${inner}</Document></kml>`;

const outer = (points: readonly (readonly number[])[]) =>
  `<outerBoundaryIs><LinearRing><coordinates>
    ${points.map((each) => each.join(',')).join('\n\t')}
  </coordinates></LinearRing></outerBoundaryIs>`;

test('reads placemarks: polygons with holes, names, data, characters written as entities', () => {
  const { shapes, skipped } = read(
    kml(`<Style id='a>b'/><Folder>
      <Placemark><name>North &amp; &#x6C11;&#21220; <![CDATA[<edge>]]></name>
        <ExtendedData><Data name="village"><value>Xuebai</value></Data>
          <SchemaData><SimpleData name="soil">sand</SimpleData></SchemaData></ExtendedData>
        <Polygon>${outer(ring.map((each) => [...each, 0]))}
          <innerBoundaryIs><LinearRing><coordinates>${hole.map((each) => each.join(',')).join(' ')}</coordinates></LinearRing></innerBoundaryIs>
        </Polygon></Placemark>
      <Placemark><name>A well</name><Point><coordinates>103,38</coordinates></Point></Placemark>
    </Folder>`),
  );
  assert.equal(skipped, 1);
  const [shape] = shapes;
  assert.deepEqual(shape?.coordinates, [ring, hole]);
  assert.deepEqual(Object.fromEntries(shape?.properties ?? []), {
    name: 'North & 民勤 <edge>',
    village: 'Xuebai',
    soil: 'sand',
  });
});

test('reads names with a prefix, and each polygon of a placemark as a plot', () => {
  const both = `<k:Polygon>${outer(ring)}</k:Polygon>`.replaceAll(/<(\/?)(?!\/|k:)/g, '<$1k:');
  const { shapes } = read(
    `<k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:Placemark><k:name>Two</k:name><k:MultiGeometry>${both}${both}</k:MultiGeometry></k:Placemark></k:kml>`,
  );
  assert.deepEqual(
    shapes.map(({ at, properties }) => [at, properties.get('name')]),
    [
      ['placemark 1, polygon 1', 'Two'],
      ['placemark 1, polygon 2', 'Two'],
    ],
  );
});

const placemark = `<Placemark><Polygon>${outer(ring)}</Polygon></Placemark>`;
const bomb = `<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;

const bad: readonly [what: string, text: string, words: RegExp][] = [
  ['nothing', '', /^is neither KML nor whole GeoJSON/],
  [
    'half a text of JSON',
    JSON.stringify(polygon).slice(0, -9),
    /^is neither KML nor whole GeoJSON/,
  ],
  ['a list', '[1, 2]', /^is JSON, and no GeoJSON/],
  ['points alone', '{"type":"Point","coordinates":[1,2]}', /^has no polygon in it/],
  [
    'a position without numbers',
    '{"type":"Polygon","coordinates":[[["a",2]]]}',
    /no longitude and latitude, in feature 1/,
  ],
  [
    'another system of coordinates',
    JSON.stringify({ ...polygon, crs: { properties: { name: 'urn:ogc:def:crs:EPSG::32648' } } }),
    /^has coordinates of a system other than WGS 84/,
  ],
  [
    'more polygons than plots at once',
    JSON.stringify({ type: 'MultiPolygon', coordinates: Array(1_001).fill([ring]) }),
    /^has 1001 polygons, and 1000 are the most/,
  ],
  ['a packed file', 'PK\u0003\u0004', /^is packed, as a KMZ is/],
  ['a page of the web', '<html><body></body></html>', /begins with <html>, not <kml>/],
  [
    'KML that is cut off in a name',
    kml(placemark).slice(0, -3),
    /^is no whole XML after \d+ characters/,
  ],
  [
    'KML that is cut off in a text',
    kml(placemark).slice(0, -40),
    /^ends before <|^is no whole XML/,
  ],
  [
    'KML whose end is missing',
    kml(placemark).replace('</Document></kml>', ''),
    /^ends before <Document> does: it was cut off/,
  ],
  [
    'names that cross',
    kml('<Folder><Placemark></Folder></Placemark>'),
    /has <\/Folder> where <Placemark> is open/,
  ],
  ['an end of nothing', '</kml>', /has <\/kml> where nothing is open/],
  [
    'entities of its own',
    kml(placemark).replace('<kml', `${bomb}<kml`),
    /^has a document type, which KML does without/,
  ],
  [
    'an entity that nobody told of',
    kml('<name>&nbsp;</name>'),
    /^has &nbsp;, which stands for nothing/,
  ],
  ['a tower of elements', kml('<a>'.repeat(60)), /^is nested too deep/],
  [
    'a position of KML without a latitude',
    kml(placemark).replace('103.2,38.7', '103.2,'),
    /no longitude and latitude, in placemark 1/,
  ],
];

for (const [what, text, words] of bad) {
  test(`says of ${what} what is the matter`, () => {
    assert.throws(() => read(text), { name: 'LandFileError', message: words });
  });
}

test('refuses bytes that are no text, and 20 MB unread', () => {
  const latin = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);
  assert.throws(() => readLandFile(latin), { message: /^is no text in UTF-8/ });
  assert.throws(() => readLandFile(new Uint8Array(20_000_000)), {
    message: /^has 20 MB, and 10 are the most/,
  });
});

const long = 3_000_000;
const slow: readonly [what: string, text: string][] = [
  ['a name without an end', `<${'a'.repeat(long)}`],
  ['attributes without an end', `<kml ${'a="b" '.repeat(long / 6)}`],
  ['quotes without an end', `<kml ${'"\''.repeat(long / 2)}`],
  ['a comment without an end', `<kml><!--${'-'.repeat(long)}`],
  ['data without an end', `<kml><![CDATA[${']'.repeat(long)}`],
  ['beginnings without ends', '<'.repeat(long)],
  ['spaces', `<kml${' '.repeat(long)}`],
];

for (const [what, text] of slow) {
  test(`gives up at once on ${what}, however long`, () => {
    const before = process.threadCpuUsage();
    assert.throws(() => read(text), { name: 'LandFileError' });
    const { user, system } = process.threadCpuUsage(before);
    assert.ok((user + system) / 1_000 < 2_000);
  });
}
