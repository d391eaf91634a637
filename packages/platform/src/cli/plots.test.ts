// Plots at the command line: files of land, whole or not at all.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Plot, Polygon } from '@kindcart/contract';
import { makeSpecies, openLand, pieceOfLand } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { addPlotImage, type ImportFlags, importPlots, openPlot, showPlots } from './plots.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-plots-'));
const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const [project, species] = [await house.stage.project(), await makeSpecies(house.stage)];
const flags: ImportFlags = {
  project: project.id,
  species: species.id,
  country: 'CN',
  spacing: '2',
  rows: '4',
};

function kept(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function feature(polygon: Polygon, properties: object) {
  return { type: 'Feature', properties, geometry: polygon };
}

function collection(name: string, features: readonly object[]): string {
  return kept(name, JSON.stringify({ type: 'FeatureCollection', features }));
}

async function imported(file: string, change: ImportFlags = {}): Promise<string[]> {
  const terminal = keptTerminal();
  assert.equal(await importPlots(database, file, { ...flags, ...change }, terminal), 0);
  return [...terminal.lines];
}

async function read(line = ''): Promise<Plot> {
  const id = /plt_\w{26}/.exec(line)?.[0] ?? assert.fail(line);
  const answer = await house.stage.ask('listPlots', {}, { query: `ids=${id}` });
  assert.ok(answer.ok);
  return answer.value.items[0] ?? assert.fail();
}

test('makes a plot of each polygon of a file, named as the file has it, and passes over points', async () => {
  const file = collection('two.geojson', [
    feature(pieceOfLand(2, 3), { title: 'North' }),
    feature(pieceOfLand(3, 3), { other: 'name' }),
    { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [1, 2] } },
  ]);
  const change = { 'name-property': 'title', rows: '4.0', bearing: '0' };
  const [first, second, third, ...rest] = await imported(file, change);
  assert.match(first ?? '', /^plt_\w{26} {2}6 places on 0\.01 ha {2}North$/);
  assert.match(second ?? '', /^plt_\w{26} {2}9 places on 0\.01 ha {2}Plot 2$/);
  assert.equal(third, 'Passed over 1 in the file that are no polygons.');
  assert.deepEqual(rest, []);
  const { grid, country, speciesIds, places } = await read(first);
  assert.deepEqual(grid, { spacingCm: 200, rowCm: 400, bearingDegrees: 0 });
  assert.deepEqual([country, speciesIds, places.free], ['CN', [species.id], 6]);
});

test('makes plots of KML', async () => {
  const [outline = []] = pieceOfLand(2, 3).coordinates;
  const coordinates = outline.map((each) => `${each.join(',')},0`).join(' ');
  const file = kept(
    'one.kml',
    `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>民勤</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>`,
  );
  const [line] = await imported(file);
  assert.deepEqual((await read(line)).names, { en: '民勤' });
});

test('imports nothing of a file when one of its plots is refused, and says of each why', async () => {
  const count = async () => {
    const { length } = await database.db.selectFrom('plot').select('id').execute();
    return length;
  };
  const before = await count();
  const [good, over] = [pieceOfLand(2, 3), pieceOfLand(2, 3)];
  const [[a, b, c, d] = []] = pieceOfLand(2, 3).coordinates;
  assert.ok(a && b && c && d);
  const bow: Polygon = { type: 'Polygon', coordinates: [[a, c, b, d, a]] };
  const file = collection('bad.geojson', [
    feature(good, { name: 'Good' }),
    feature(over, { name: 'Told twice' }),
    feature(over, { name: 'Told again' }),
    feature(bow, { name: 'Bow' }),
  ]);
  await assert.rejects(imported(file), {
    name: 'CommandError',
    message:
      /^Nothing of .*bad\.geojson was imported\.\nfeature 3 \(Told again\): This land overlaps[\s\S]*polygon overlaps plt_\w+, Told twice\nfeature 4 \(Bow\): The outline[\s\S]*crosses or touches itself/,
  });
  assert.equal(await count(), before);
});

const land = collection('land.geojson', [feature(pieceOfLand(2, 3), {})]);
const [[[west, south] = [0, 0]] = []] = pieceOfLand(1, 1).coordinates;
const swapped = collection('swapped.geojson', [
  feature(
    {
      type: 'Polygon',
      coordinates: [
        [
          [south, west],
          [south, west + 0.0001],
          [south + 0.0001, west],
          [south, west],
        ],
      ],
    },
    {},
  ),
]);

const mistakes: readonly [file: string | undefined, change: ImportFlags, words: RegExp][] = [
  [undefined, {}, /^Say which file: `kindcart plots import plots\.geojson/],
  [join(folder, 'none.kml'), {}, /^There is no file .*none\.kml\.$/],
  [kept('cut.kml', '<kml><Document>'), {}, /cut\.kml ends before <Document> does: it was cut off/],
  [land, { project: undefined }, /^There is no project named\. Such as/],
  [land, { project: 'prj_1' }, /^There is no project prj_1\./],
  [land, { species: undefined }, /feature 1 cannot be imported:\n {2}--species is missing/],
  [land, { species: 'spc_1' }, / {2}--species is not an id such as spc_/],
  [land, { country: 'China' }, / {2}--country is not a country code such as CN/],
  [land, { country: undefined }, / {2}--country is missing/],
  [land, { spacing: '0.2' }, / {2}--spacing, in centimetres, is below 50/],
  [land, { rows: 'wide' }, / {2}--rows, in centimetres, is/],
  [land, { bearing: '180' }, / {2}--bearing is above 179/],
  [
    land,
    { spacing: '50', rows: '50' },
    /^Nothing of[\s\S]*grid has no place that lies on this land/,
  ],
  [
    swapped,
    {},
    / {2}polygon\.coordinates\.0\.0\.1 is above 90: longitude comes first, then latitude/,
  ],
];

for (const [file, change, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    const terminal = keptTerminal();
    const work = importPlots(database, file, { ...flags, ...change }, terminal);
    await assert.rejects(work, { name: 'CommandError', message: words });
    assert.deepEqual(terminal.lines, []);
  });
}

test('lists plots, closes one and opens it again', async () => {
  const { plot } = await openLand(house.stage);
  const said = async (work: (terminal: ReturnType<typeof keptTerminal>) => Promise<number>) => {
    const terminal = keptTerminal();
    assert.equal(await work(terminal), 0);
    return terminal.lines.join('\n');
  };
  const list = () => said((terminal) => showPlots(database, terminal));
  assert.match(
    await list(),
    new RegExp(
      `^${plot.id} {2}org_\\w+ {2}test {2}open {2}CN {2}6 of 6 places free {2}Minqin, north edge$`,
      'm',
    ),
  );
  const closed = await said((terminal) => openPlot(database, plot.id, 'closed', terminal));
  assert.match(closed, /^Minqin, north edge is closed: no more trees are adopted there/);
  assert.match(await list(), new RegExp(`^${plot.id} .* {2}closed {2}`, 'm'));
  assert.match(
    await said((terminal) => openPlot(database, plot.id, 'open', terminal)),
    /is open for adoption\.$/,
  );
  await assert.rejects(openPlot(database, 'plt_1', 'open', keptTerminal()), {
    message: /^There is no plot plt_1\./,
  });
});

test('adds pictures with their bounds until there are forty, and says what is wrong with one', async () => {
  const { plot } = await openLand(house.stage);
  const image = {
    ...{ kind: 'satellite', url: 'https://images.example/1.webp', taken: '2024-05-01' },
    ...{ credit: 'Copernicus Sentinel data 2024', bounds: plot.bounds.join(',') },
  };
  const terminal = keptTerminal();
  for (let count = 0; count < 40; count += 1) {
    await addPlotImage(database, plot.id, image, terminal);
  }
  assert.equal(terminal.lines.at(-1), 'Minqin, north edge has 40 pictures now.');
  assert.deepEqual((await read(plot.id)).images[0]?.bounds, plot.bounds);
  await assert.rejects(addPlotImage(database, plot.id, image, terminal), {
    name: 'CommandError',
    message: /stays as it is: images has more than 40 images\.$/,
  });
  const wrong = { ...image, kind: 'sketch', taken: 'in May', bounds: '1,2,3' };
  await assert.rejects(addPlotImage(database, plot.id, wrong, terminal), {
    name: 'CommandError',
    message: /--kind is[\s\S]*--taken is not a day such as 2027-04-05[\s\S]*--bounds/,
  });
});
