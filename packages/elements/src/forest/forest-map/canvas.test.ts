import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { plotExample } from '@kindcart/contract';
import { until } from '../../internal/testing/stage.ts';
import { type Aim, type CanvasOptions, openCanvas } from './canvas.ts';
import type { View } from './deep-link.ts';

const canDraw = document.createElement('canvas').getContext('webgl2') !== null;

const scene = {
  filter: { species: [], from: null, until: null },
  day: 20_000,
  kinds: [],
  marks: [],
};
const ground = {
  version: 8,
  sources: {
    land: {
      type: 'geojson',
      data: { type: 'FeatureCollection', features: [] },
      attribution: '© <a href="https://example.org">The <b>land</b></a>',
    },
  },
  layers: [],
};

/** A map in a room of its own, and what it tells. */
async function open(t: TestContext, change: Partial<CanvasOptions> = {}) {
  const container = document.createElement('div');
  container.style.cssText = 'inline-size: 400px; block-size: 300px';
  document.body.append(container);
  const told = {
    trouble: [] as boolean[],
    views: [] as View[],
    trees: [] as number[],
    plots: [] as string[],
    drawn: 0,
  };
  const canvas = await openCanvas({
    ...{ container, baseUrl: location.origin, key: 'pk_test_1', locale: 'en', dark: false },
    ...{ mapStyle: JSON.stringify(ground), tiles: `${location.origin}/none/{z}/{x}/{y}` },
    ...{ scene, aim: { bounds: plotExample.bounds }, said: { 'Map.Title': 'Map of the forest' } },
    onTree: (number) => told.trees.push(number),
    onPlot: (id) => told.plots.push(id),
    onMoved: (view) => told.views.push(view),
    onTrouble: (isTrouble) => told.trouble.push(isTrouble),
    onDrawn: () => {
      told.drawn += 1;
    },
    ...change,
  });
  t.after(() => {
    canvas.close();
    container.remove();
  });
  const lookAt = async (aim: Aim): Promise<View> => {
    const before = told.views.length;
    canvas.look(aim);
    return until(() => told.views.slice(before).at(-1), 'the map to move');
  };
  return { canvas, container, told, lookAt };
}

/** A test of what only a browser with WebGL draws. */
function testDrawn(name: string, run: (t: TestContext) => Promise<void>): void {
  if (canDraw) test(name, run);
}

const near = (one: number, other: number, within: number) => Math.abs(one - other) <= within;

test('opens no map where the browser draws none', async (t) => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = () => null;
  t.after(() => {
    HTMLCanvasElement.prototype.getContext = getContext;
  });
  await rejects(open(t));
});

testDrawn('looks where a view says, and tells of it', async (t) => {
  const { lookAt } = await open(t);
  const view = { zoom: 6.5, latitude: -33.4, longitude: -70.6 };
  const seen = await lookAt({ view });
  ok(near(seen.zoom, view.zoom, 1e-6));
  ok(near(seen.latitude, view.latitude, 1e-6));
  ok(near(seen.longitude, view.longitude, 1e-6));
});

testDrawn('shows all of what lies within bounds, and no nearer than trees need', async (t) => {
  const { lookAt } = await open(t);
  const [west, south, east, north] = plotExample.bounds;
  const seen = await lookAt({ bounds: [west, south, east, north] });
  ok(near(seen.longitude, (west + east) / 2, 1e-3));
  ok(near(seen.latitude, (south + north) / 2, 1e-3));
  const pixelsPerDegree = (512 * 2 ** seen.zoom) / 360;
  ok((east - west) * pixelsPerDegree <= 400);
  const point = await lookAt({ bounds: [10, 10, 10, 10] });
  ok(point.zoom <= 18, String(point.zoom));
});

testDrawn('comes nearer and goes farther by steps', async (t) => {
  const { canvas, lookAt, told } = await open(t);
  await lookAt({ view: { zoom: 5, latitude: 0, longitude: 0 } });
  canvas.zoomBy(1);
  await until(() => near(told.views.at(-1)?.zoom ?? 0, 6, 1e-6), 'one step nearer');
  canvas.zoomBy(-2);
  await until(() => near(told.views.at(-1)?.zoom ?? 0, 4, 1e-6), 'two steps farther');
});

testDrawn('names whom its sources name, in words and without their markup', async (t) => {
  const { canvas, told } = await open(t);
  await until(() => told.drawn > 0, 'the map to be drawn');
  deepEqual(canvas.credits(), ['© The land']);
});

testDrawn('is called what it is told to be called', async (t) => {
  const { container, told } = await open(t);
  await until(() => told.drawn > 0, 'the map to be drawn');
  equal(container.querySelector('canvas')?.getAttribute('aria-label'), 'Map of the forest');
});

testDrawn('takes itself off the page when it is closed', async (t) => {
  const { canvas, container } = await open(t);
  ok(container.querySelector('canvas'));
  canvas.close();
  equal(container.querySelector('canvas'), null);
});

const broken: readonly [what: string, mapStyle: string | undefined][] = [
  ['is not there', `${location.origin}/no-such-style.json`],
  ['cannot be reached', 'https://nowhere.invalid/style.json'],
  ['is no JSON', '{ "version": 8, '],
];

for (const [what, mapStyle] of broken) {
  testDrawn(`draws the trees on plain ground, and says so, where a style ${what}`, async (t) => {
    const { container, told } = await open(t, { mapStyle });
    ok(container.querySelector('canvas'));
    equal(told.trouble[0], true);
  });
}

testDrawn(
  'has no trouble with a style that is told as JSON, whatever stands before it',
  async (t) => {
    const { told } = await open(t, { mapStyle: `\n  ${JSON.stringify(ground)}` });
    equal(told.trouble[0], false);
  },
);

testDrawn(
  'asks the platform for its own style in the language and the light of the page',
  async (t) => {
    const asked: string[] = [];
    const { fetch } = window;
    window.fetch = async (input, init) => {
      const address = String(input instanceof Request ? input.url : input);
      if (!address.includes('/v1/forest/style.json')) return fetch(input, init);
      asked.push(address);
      return Response.json(ground);
    };
    t.after(() => {
      window.fetch = fetch;
    });
    await open(t, { mapStyle: undefined, locale: 'zh-CN', dark: true });
    deepEqual(asked, [`${location.origin}/v1/forest/style.json?lang=zh-CN&scheme=dark`]);
  },
);
