// Files of land made up at random, and then damaged: what was written is read back, and damage is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readLandFile } from './land-file.ts';
import { LandFileError } from './shapes.ts';
import { parseXml, type XmlElement } from './xml.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const positions = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const rings = fc.array(positions, { minLength: 4, maxLength: 12 });
const polygons = fc.array(rings, { minLength: 1, maxLength: 3 });
const names = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((text) => text.isWellFormed() && !/\p{Cc}/u.test(text))
  .map((text) => text.trim());
const files = fc.array(fc.record({ name: names, polygon: polygons }), {
  minLength: 1,
  maxLength: 4,
});
type Told = { readonly name: string; readonly polygon: readonly (readonly number[])[][] };

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function kmlOf(told: readonly Told[]): string {
  const boundary = (ring: readonly (readonly number[])[], at: number) => {
    const tag = at === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs';
    const text = ring.map(([x, y]) => `${x},${y}`).join(' ');
    return `<${tag}><LinearRing><coordinates>${text}</coordinates></LinearRing></${tag}>`;
  };
  const placemarks = told.map(
    ({ name, polygon }) =>
      `<Placemark id="x"><name>${escaped(name)}</name><Polygon>${polygon.map(boundary).join('')}</Polygon></Placemark>`,
  );
  return `<?xml version="1.0"?><kml><Document>${placemarks.join('<!-- next -->')}</Document></kml>`;
}

function geoJsonOf(told: readonly Told[]): string {
  const features = told.map(({ name, polygon }) => ({
    type: 'Feature',
    properties: { name },
    geometry: { type: 'Polygon', coordinates: polygon },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

for (const [what, write] of [
  ['KML', kmlOf],
  ['GeoJSON', geoJsonOf],
] as const) {
  test(`reads back from ${what} what was written`, () => {
    fc.assert(
      fc.property(files, (told) => {
        const { shapes, skipped } = readLandFile(bytesOf(write(told)));
        assert.equal(skipped, 0);
        assert.deepEqual(
          shapes.map(({ properties, coordinates }) => [properties.get('name'), coordinates]),
          // A zero below zero is written as one that is not.
          told.map(({ name, polygon }) => [name, JSON.parse(JSON.stringify(polygon))]),
        );
      }),
    );
  });

  test(`reads damaged ${what}, or says in words that it is`, () => {
    const damage = fc.record({
      at: fc.nat(2_000),
      length: fc.nat(40),
      put: fc.string({ maxLength: 5 }),
    });
    fc.assert(
      fc.property(files, damage, (told, { at, length, put }) => {
        const text = write(told);
        const start = at % text.length;
        const damaged = text.slice(0, start) + put + text.slice(start + length);
        try {
          readLandFile(bytesOf(damaged));
        } catch (error) {
          assert.ok(error instanceof LandFileError, String(error));
          assert.match(error.message, /^(is|has|ends) /);
        }
      }),
      { numRuns: 500 },
    );
  });
}

/** Elements at random, so many levels deep, with the text that makes them. */
function elements(levels: number): fc.Arbitrary<XmlElement> {
  const children =
    levels === 0 ? fc.constant<XmlElement[]>([]) : fc.array(elements(levels - 1), { maxLength: 3 });
  return fc.record(
    {
      name: fc.constantFrom('a', 'Placemark', 'b-c', 'd.e', 'é'),
      label: fc.option(fc.constantFrom('', 'north', 'a b'), { nil: undefined }),
      children,
      text: names,
    },
    { noNullPrototype: true },
  );
}

function written({ name, label, children, text }: XmlElement): string {
  const attribute = label === undefined ? '' : ` name="${label}"`;
  if (children.length === 0 && text === '') return `<${name}${attribute} />`;
  return `<${name}${attribute}>${escaped(text)}${children.map(written).join('')}</${name}>`;
}

test('reads any tree of elements as it was written', () => {
  fc.assert(
    fc.property(elements(3), (tree) => {
      assert.deepEqual(parseXml(written(tree)), tree);
    }),
  );
});
