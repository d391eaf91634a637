// Plots against a model of them: whatever is told, held, taken and closed in whatever order, the platform
// counts what the model counts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id, Place, Plot, Polygon } from '@kindcart/contract';
import { makeSpecies, plotBody } from '@kindcart/contract/conformance';
import fc from 'fast-check';
import { testDatabase, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

const species = await makeSpecies(stage);
const holdMs = 60_000;

/** What the model knows of a plot: where it begins and ends on a strip of land, and its places. */
interface ModelPlot {
  readonly id: Id<'plot'>;
  readonly from: number;
  readonly to: number;
  state: Plot['state'];
  readonly places: { state: Place['state']; until: number }[];
}

interface World {
  readonly strip: number;
  readonly projectId: Id<'project'>;
  readonly plots: ModelPlot[];
}

type Step =
  | { readonly kind: 'tell'; readonly from: number; readonly length: number }
  | { readonly kind: 'hold' | 'take'; readonly plot: number; readonly place: number }
  | { readonly kind: 'close' | 'open'; readonly plot: number }
  | { readonly kind: 'wait' };

const which = fc.nat(9);
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('tell' as const),
    from: fc.nat(12),
    length: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('hold' as const, 'take' as const), plot: which, place: which }),
  fc.record({ kind: fc.constantFrom('close' as const, 'open' as const), plot: which }),
  fc.record({ kind: fc.constant('wait' as const) }),
);

/** A piece of a strip: each unit of length has a row of places, 4 m wide. */
function piece(strip: number, from: number, length: number): Polygon {
  const unit = 4 / 87_000;
  const [west, east] = [98 + from * unit, 98 + (from + length) * unit];
  const [south, north] = [36 + strip * 0.001, 36 + strip * 0.001 + 6.5 / 111_000];
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

async function tell(world: World, from: number, length: number): Promise<void> {
  const polygon = piece(world.strip, from, length);
  const body = plotBody({ id: world.projectId }, species, { polygon });
  const answer = await stage.ask('createPlot', { body });
  const over = world.plots.filter((plot) => plot.from < from + length && from < plot.to);
  if (over.length > 0) {
    assert.ok(!answer.ok && answer.problem.code === 'plot_overlaps');
    const named = answer.problem.errors?.map(({ message }) => message.split(/[ ,]/)[1]).sort();
    assert.deepEqual(named, over.map(({ id }) => id).sort());
    return;
  }
  assert.ok(answer.ok, answer.text);
  const { id, places } = answer.value;
  assert.equal(places.total, length * 3);
  const free = Array.from({ length: places.total }, () => ({ state: 'free' as const, until: 0 }));
  world.plots.push({ id, from, to: from + length, state: 'open', places: free });
}

/** What those who adopt do to a place, straight in the tables. */
async function occupy(
  world: World,
  kind: 'hold' | 'take',
  at: number,
  number: number,
): Promise<void> {
  const plot = world.plots[at % Math.max(1, world.plots.length)];
  const place = plot?.places[number % plot.places.length];
  if (plot === undefined || place === undefined || place.state === 'taken') return;
  const until = clock.nowMs() + holdMs;
  const isHeld = kind === 'hold';
  await database.db
    .updateTable('place')
    .set({ state: isHeld ? 'held' : 'taken', held_until: isHeld ? new Date(until) : null })
    .where('plot_id', '=', plot.id)
    .where('number', '=', plot.places.indexOf(place) + 1)
    .execute();
  if (!isHeld) {
    await database.db
      .updateTable('plot')
      .set((row) => ({ places_taken: row('places_taken', '+', 1) }))
      .where('id', '=', plot.id)
      .execute();
  }
  Object.assign(place, { state: isHeld ? 'held' : 'taken', until });
}

async function change(world: World, kind: 'close' | 'open', at: number): Promise<void> {
  const plot = world.plots[at % Math.max(1, world.plots.length)];
  if (plot === undefined) return;
  const state = kind === 'close' ? 'closed' : 'open';
  const asked = { params: { plotId: plot.id }, body: { state } } as const;
  assert.ok((await stage.ask('changePlot', asked)).ok);
  plot.state = state;
}

async function take(world: World, step: Step): Promise<void> {
  if (step.kind === 'tell') return tell(world, step.from, step.length);
  if (step.kind === 'wait') return clock.advance(holdMs / 2);
  if (step.kind === 'hold' || step.kind === 'take') {
    return occupy(world, step.kind, step.plot, step.place);
  }
  return change(world, step.kind, step.plot);
}

function stateNow({ state, until }: ModelPlot['places'][number]): Place['state'] {
  return state === 'held' && until <= clock.nowMs() ? 'free' : state;
}

async function check(world: World): Promise<void> {
  const list = await stage.ask('listPlots', {}, { query: `projectId=${world.projectId}` });
  assert.ok(list.ok);
  const told = list.value.items.map(({ id, state, places }) => ({ id, state, places }));
  const known = world.plots.toReversed().map(({ id, state, places }) => {
    const count = (wanted: Place['state']) =>
      places.filter((place) => stateNow(place) === wanted).length;
    const counts = { free: count('free'), held: count('held'), taken: count('taken') };
    return { id, state, places: { total: places.length, ...counts } };
  });
  assert.deepEqual(told, known);
  for (const plot of world.plots) {
    const page = await stage.ask('listPlaces', { params: { plotId: plot.id } });
    assert.ok(page.ok);
    assert.deepEqual(
      page.value.items.map(({ state }) => state),
      plot.places.map(stateNow),
    );
  }
}

test('counts places and refuses overlaps as the model does, in any order of events', async () => {
  let strip = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 25 }), async (course) => {
      strip += 1;
      const { id: projectId } = await stage.project();
      const world: World = { strip, projectId, plots: [] };
      for (const step of course) await take(world, step);
      await check(world);
    }),
    { numRuns: 15 },
  );
});
