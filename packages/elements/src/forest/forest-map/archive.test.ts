// A file of tiles that a page brings: read by parts, drawn by MapLibre, and what is on it can be chosen.
import { deepEqual, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { plotExample } from '@kindcart/contract';
import { until } from '../../internal/testing/stage.ts';
import { openCanvas } from './canvas.ts';

const canDraw = document.createElement('canvas').getContext('webgl2') !== null;
const host = 'https://tiles.example/';

/** PMTiles 3 with one tile, that of the whole world, on which one plot is a point at zero degrees. */
const archive = Uint8Array.from(
  atob(
    'UE1UaWxlcwN/AAAAAAAAAAUAAAAAAAAAhAAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACGAAAAAAAAAEMAAAAAAAAAAQAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAQEBAQAAAC62lIAHVs0A0klrgPipMgAAAAAAAAAAAAEAAUMBe30aQXgCCgVwbG90cxINEgIAABgBIgUJgCCAIBoCaWQiIAoecGx0XzAxazlwNG04cTJmejN0NnY4dzB4Mnk0ejdiKIAg',
  ),
  (character) => character.charCodeAt(0),
);

/** Answers for the file's host as one does that can send parts; says which were asked for. */
function serve(t: TestContext, bytes: Uint8Array<ArrayBuffer> | undefined): string[] {
  const asked: string[] = [];
  const { fetch } = window;
  window.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith(host)) return fetch(input, init);
    const range = new Headers(init?.headers).get('Range') ?? '';
    asked.push(range);
    if (!bytes) return new Response('Not found', { status: 404 });
    const [, from = 0, to = 0] = (/^bytes=(\d+)-(\d+)$/.exec(range) ?? []).map(Number);
    return new Response(bytes.slice(from, to + 1), { status: 206 });
  };
  t.after(() => {
    window.fetch = fetch;
  });
  return asked;
}

/** A map of nothing but the file, at zero degrees, and what it tells. */
async function open(t: TestContext, name: string) {
  const container = document.createElement('div');
  container.style.cssText = 'inline-size: 400px; block-size: 300px';
  document.body.append(container);
  const told = { plots: [] as string[], isTrouble: false };
  const canvas = await openCanvas({
    ...{ container, baseUrl: location.origin, key: 'pk_test_1', locale: 'en', dark: false },
    ...{ mapStyle: '{"version":8,"sources":{},"layers":[]}', tiles: host + name, said: {} },
    scene: { filter: { species: [], from: null, until: null }, day: 20_000, kinds: [], marks: [] },
    aim: { view: { zoom: 1, latitude: 0, longitude: 0 } },
    onTree: () => {},
    onPlot: (id) => told.plots.push(id),
    onMoved: () => {},
    onTrouble: (isTrouble) => {
      told.isTrouble = isTrouble;
    },
    onDrawn: () => {},
  });
  t.after(() => {
    canvas.close();
    container.remove();
  });
  return { container, told };
}

/** Clicks the middle of the map. */
function clickMiddle(container: Element) {
  const drawn = container.querySelector('canvas');
  ok(drawn);
  const { left, top, width, height } = drawn.getBoundingClientRect();
  const place = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true };
  for (const type of ['mousedown', 'mouseup', 'click']) {
    drawn.dispatchEvent(new MouseEvent(type, place));
  }
}

test('says so where the file of tiles cannot be had, and has asked for its beginning', async (t) => {
  if (!canDraw) return;
  const asked = serve(t, undefined);
  const { told } = await open(t, 'none.pmtiles');
  await until(() => told.isTrouble, 'the trouble');
  match(asked[0] ?? '', /^bytes=0-/);
});

test('draws what a PMTiles file holds, by the parts that it needs, and lets it be chosen', async (t) => {
  if (!canDraw) return;
  const asked = serve(t, archive);
  const { container, told } = await open(t, 'forest.pmtiles');
  await until(() => {
    clickMiddle(container);
    return told.plots.length > 0;
  }, 'the plot under the middle');
  deepEqual([told.plots[0], told.isTrouble], [plotExample.id, false]);
  ok(asked.length > 1, asked.join());
});
