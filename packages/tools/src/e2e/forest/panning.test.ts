// Panning and zooming over 20,000 trees in Chromium: no task of our code keeps the page from answering for
// 50 ms. The same over a million: `npm run bench -- panning`.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ForestSite, openForestSite } from './testing/forest-site.ts';
import { panOver } from './testing/pan.ts';

const timeout = 240_000;
const longestMs = 50;
const treesEach = 5_000;

let site: ForestSite;

before(async () => {
  site = await openForestSite(treesEach);
});

after(() => site.close());

test('keeps the main thread free while a visitor pans and zooms', { timeout }, async (t) => {
  const { oursMs, allMs } = await panOver(site, [103.1, 38.785]);
  t.diagnostic(`longest stretch of our code ${oursMs} ms, of everything ${allMs} ms`);
  assert(oursMs > 0, 'the profile has seen our code at all');
  assert(oursMs < longestMs, `a stretch of our code took ${oursMs} ms`);
});
