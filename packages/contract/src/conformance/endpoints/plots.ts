/** What is promised of plots. */
import type { Polygon } from '../../forest/land.ts';
import { type CreatePlot, plotExample } from '../../forest/plot.ts';
import { speciesExample } from '../../forest/species.ts';
import { projectExample } from '../../giving/project.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { makeSpecies, openLand, pieceOfLand, plotBody } from '../land.ts';
import type { Case, Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { plotId: plotExample.id } };

/** Land between some longitudes and latitudes. */
function box(west: number, south: number, east: number, north: number): Polygon {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

function refusesPlot(
  code: 'project_unknown' | 'species_unknown' | 'currency_mismatch',
  what: string,
  field: string,
  change: (stage: Stage) => Promise<Partial<CreatePlot>>,
): Case {
  return {
    name: `createPlot refuses ${what}`,
    async run(stage) {
      const [project, species] = [await stage.project(), await makeSpecies(stage)];
      const body = plotBody(project, species, await change(stage));
      await refusedField(stage.ask('createPlot', { body }), code, field, what);
    },
  };
}

/** Outlines that are no land, and the field that says so. */
const notLand: readonly [what: string, polygon: Polygon, field?: string][] = [
  [
    'an outline that crosses itself',
    {
      type: 'Polygon',
      coordinates: [
        [
          [99.0001, 38.0001],
          [99.0011, 38.0011],
          [99.0011, 38.0001],
          [99.0001, 38.0011],
          [99.0001, 38.0001],
        ],
      ],
    },
  ],
  ['land on both sides of the date line', box(-179.9991, -16.0009, 179.9991, -16.0001)],
  ['land beyond the maps', box(20.0001, 85.0001, 20.0011, 85.0611)],
  ['land too narrow for a place', box(99.0001, 38.0001, 99.000101, 38.0011), 'grid'],
  ['longitude and latitude swapped', box(34.0001, 104.9, 34.0011, 104.9001), ''],
];

export const createPlot: CasesOf<'createPlot'> = {
  happy: [
    {
      name: 'createPlot makes an open plot as it was told, its places free, once under one key',
      async run(stage) {
        const [project, species] = [await stage.project(), await makeSpecies(stage)];
        const body = plotBody(project, species);
        const idempotencyKey = newIdempotencyKey();
        const made = await granted(stage.ask('createPlot', { body }, { idempotencyKey }));
        const { id, state, centre, bounds, areaM2, places, trees, survival, ...rest } = made;
        const { livemode, createdAt, updatedAt, ...told } = rest;
        equal(told, body, 'what was told');
        equal(places, { total: 6, free: 6, held: 0, taken: 0 }, 'places');
        equal([state, livemode, survival, updatedAt], ['open', false, null, createdAt], 'not told');
        const [[west, south] = [], , [east, north] = []] = body.polygon.coordinates[0] ?? [];
        equal(bounds, [west, south, east, north], 'bounds');
        holds(areaM2 > 40 && areaM2 < 60, `${areaM2} square metres`);
        const [x, y] = centre;
        holds(x > bounds[0] && x < bounds[2] && y > bounds[1] && y < bounds[3], 'centre');
        equal(Object.values(trees), [0, 0, 0, 0, 0], 'trees');
        const again = await granted(stage.ask('createPlot', { body }, { idempotencyKey }));
        equal(again, made, 'repeat');
        const read = await granted(stage.ask('listPlots', {}, { query: `ids=${id}` }));
        equal(read, { items: [made], nextCursor: null }, 'the plot when read again');
      },
    },
    {
      name: 'createPlot takes an outline wound either way, and land beside other land',
      async run(stage) {
        const { project, species, plot } = await openLand(stage);
        const [west, south, east, north] = plot.bounds;
        const beside = box(east, south, 2 * east - west, north);
        const [ring = []] = beside.coordinates;
        const polygon: Polygon = { type: 'Polygon', coordinates: [ring.toReversed()] };
        const body = plotBody(project, species, { polygon });
        const made = await granted(stage.ask('createPlot', { body }));
        equal(made.polygon.coordinates, [ring], 'outline, counterclockwise');
        equal(made.places.total, 6, 'places');
      },
    },
    {
      name: 'createPlot leaves holes and exclusions without places',
      async run(stage) {
        const [project, species] = [await stage.project(), await makeSpecies(stage)];
        const polygon = pieceOfLand(10, 20);
        const [[[west, south] = [0, 0], , [east, north] = [0, 0]] = []] = polygon.coordinates;
        const middle = box(
          (2 * west + east) / 3,
          (2 * south + north) / 3,
          (west + 2 * east) / 3,
          (south + 2 * north) / 3,
        );
        const hole = middle.coordinates[0] ?? [];
        const holed: Polygon = { type: 'Polygon', coordinates: [...polygon.coordinates, hole] };
        const body = plotBody(project, species, { polygon: holed });
        const first = await granted(stage.ask('createPlot', { body }));
        const within = plotBody(project, species, { polygon: middle });
        const second = await granted(stage.ask('createPlot', { body: within }));
        const whole = pieceOfLand(10, 20);
        const excluding = plotBody(project, species, {
          polygon: whole,
          exclusions: [box(0, 38, 180, 39)],
        });
        await refusedField(
          stage.ask('createPlot', { body: excluding }),
          'polygon_invalid',
          'grid',
          'all excluded',
        );
        holds(first.places.total < 200 - second.places.total, 'the hole has no places');
      },
    },
  ],
  refuses: {
    project_unknown: refusesPlot(
      'project_unknown',
      'a project that is none',
      'projectId',
      async () => ({ projectId: projectExample.id }),
    ),
    species_unknown: refusesPlot(
      'species_unknown',
      'a kind of tree that is none',
      'speciesIds.0',
      async () => ({ speciesIds: [speciesExample.id] }),
    ),
    currency_mismatch: refusesPlot(
      'currency_mismatch',
      "a kind of tree that is priced in another currency than the project's",
      'speciesIds.0',
      async (stage) => {
        const { id } = await makeSpecies(stage, { price: { amount: 2_500, currency: 'CNY' } });
        return { speciesIds: [id] };
      },
    ),
    polygon_invalid: {
      name: 'createPlot refuses outlines that are no land, and says what is wrong with them',
      async run(stage) {
        const [project, species] = [await stage.project(), await makeSpecies(stage)];
        for (const [what, polygon, field = 'polygon.coordinates.0'] of notLand) {
          const asked = stage.ask('createPlot', { body: plotBody(project, species, { polygon }) });
          // What lies beyond the poles is no position at all.
          if (field === '') await refused(asked, 'request_invalid', what);
          else await refusedField(asked, 'polygon_invalid', field, what);
        }
      },
    },
    places_too_many: {
      name: 'createPlot refuses land for millions of trees',
      async run(stage) {
        const [project, species] = [await stage.project(), await makeSpecies(stage)];
        const body = plotBody(project, species, { polygon: box(95.0001, 38.0001, 95.2, 38.2) });
        await refusedField(
          stage.ask('createPlot', { body }),
          'places_too_many',
          'grid',
          'millions',
        );
      },
    },
    plot_overlaps: {
      name: 'createPlot refuses land that overlaps a plot, and names it',
      async run(stage) {
        const { project, species, plot } = await openLand(stage);
        const body = plotBody(project, species, { polygon: plot.polygon });
        const { problem } = await refused(
          stage.ask('createPlot', { body }),
          'plot_overlaps',
          'land',
        );
        const [fault] = problem.errors ?? [];
        holds(fault?.field === 'polygon' && fault.message.includes(plot.id), 'names the plot');
      },
    },
  },
};

export const listPlots: CasesOf<'listPlots'> = {
  happy: [
    {
      name: 'listPlots answers many ids in the order asked, each once, unknown ones left out',
      async run(stage) {
        const [{ plot: a }, { plot: b }] = [await openLand(stage), await openLand(stage)];
        const query = `ids=${[b.id, plotExample.id, a.id, b.id].join(',')}`;
        const page = await granted(stage.ask('listPlots', {}, { query }));
        equal(page, { items: [b, a], nextCursor: null }, 'page');
      },
    },
    {
      name: 'listPlots pages through those of a project, newest first',
      async run(stage) {
        const { project, species, plot } = await openLand(stage);
        await openLand(stage);
        const body = plotBody(project, species);
        const second = await granted(stage.ask('createPlot', { body }));
        const own = `projectId=${project.id}&limit=1`;
        const first = await granted(stage.ask('listPlots', {}, { query: own }));
        equal(first.items, [second], 'first page');
        const query = `${own}&cursor=${first.nextCursor}`;
        const last = await granted(stage.ask('listPlots', {}, { query }));
        equal(last, { items: [plot], nextCursor: null }, 'last page');
      },
    },
  ],
  refuses: {},
};

export const changePlot: CasesOf<'changePlot'> = {
  happy: [
    {
      name: 'changePlot changes what is told, adds pictures, and closes; land and places stay',
      async run(stage) {
        const { species, plot } = await openLand(stage);
        const other = await makeSpecies(stage);
        const params = { plotId: plot.id };
        const body = {
          names: { en: 'Another name', 'zh-CN': '新名' },
          partner: { name: 'Foresters', url: 'https://foresters.example/' },
          season: null,
          speciesIds: [other.id, species.id],
          images: [
            {
              kind: 'satellite' as const,
              url: 'https://images.example/2024.webp',
              takenOn: '2024-05-01',
              credit: 'Copernicus Sentinel data 2024',
              bounds: plot.bounds,
            },
          ],
          state: 'closed' as const,
        };
        const changed = await granted(stage.ask('changePlot', { params, body }));
        equal(changed, { ...plot, ...body, updatedAt: changed.updatedAt }, 'changed');
        const back = await granted(stage.ask('changePlot', { params, body: { state: 'open' } }));
        equal(back, { ...changed, state: 'open', updatedAt: back.updatedAt }, 'open again');
      },
    },
    {
      name: 'changePlot refuses bounds of a picture that are none',
      async run(stage) {
        const { plot } = await openLand(stage);
        const image = {
          ...{ kind: 'drone', url: 'https://images.example/1.webp', takenOn: '2024-05-01' },
          ...{ credit: 'Us', bounds: [104, 38, 103, 39] },
        };
        const params = { plotId: plot.id };
        const asked = stage.ask('changePlot', { params, body: { images: [image] } });
        await refusedField(asked, 'request_invalid', 'images.0.bounds', 'east of west');
      },
    },
  ],
  refuses: {
    plot_unknown: {
      name: 'changePlot refuses an id that is no plot',
      async run(stage) {
        const asked = stage.ask('changePlot', { ...unknown, body: { state: 'closed' } });
        await refused(asked, 'plot_unknown', 'unknown id');
      },
    },
    species_unknown: {
      name: 'changePlot refuses a kind of tree that is none',
      async run(stage) {
        const { plot, species } = await openLand(stage);
        const params = { plotId: plot.id };
        const body = { speciesIds: [species.id, speciesExample.id] };
        const asked = stage.ask('changePlot', { params, body });
        await refusedField(asked, 'species_unknown', 'speciesIds.1', 'unknown species');
      },
    },
    currency_mismatch: {
      name: "changePlot refuses a kind of tree in another currency than the project's",
      async run(stage) {
        const { plot } = await openLand(stage);
        const { id } = await makeSpecies(stage, { price: { amount: 2_500, currency: 'CNY' } });
        const params = { plotId: plot.id };
        const asked = stage.ask('changePlot', { params, body: { speciesIds: [id] } });
        await refusedField(asked, 'currency_mismatch', 'speciesIds.0', 'another currency');
      },
    },
  },
};

export const listPlaces: CasesOf<'listPlaces'> = {
  happy: [
    {
      name: 'listPlaces reads places by number, page by page, each inside of the plot',
      async run(stage) {
        const { plot } = await openLand(stage);
        const params = { plotId: plot.id };
        const first = await granted(stage.ask('listPlaces', { params }, { query: 'limit=4' }));
        equal(first.nextAfter, 4, 'where to go on');
        const query = `after=${first.nextAfter}`;
        const rest = await granted(stage.ask('listPlaces', { params }, { query }));
        equal(rest.nextAfter, null, 'the last page');
        const places = [...first.items, ...rest.items];
        equal(
          places.map(({ number, state, treeNumber }) => [number, state, treeNumber]),
          [1, 2, 3, 4, 5, 6].map((number) => [number, 'free', null]),
          'places',
        );
        const [west, south, east, north] = plot.bounds;
        for (const { number, position } of places) {
          const [x, y] = position;
          holds(west < x && x < east && south < y && y < north, `place ${number} is inside`);
        }
      },
    },
  ],
  refuses: {
    plot_unknown: {
      name: 'listPlaces refuses an id that is no plot',
      async run(stage) {
        await refused(stage.ask('listPlaces', unknown), 'plot_unknown', 'unknown id');
      },
    },
  },
};
