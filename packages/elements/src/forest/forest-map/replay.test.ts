import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { LitElement } from 'lit';
import { until } from '../../internal/testing/stage.ts';
import { plantedUntil, Replay, type Years } from './replay.ts';

class ReplayHost extends LitElement {
  /** What it replays, if anything. */
  replay: Replay | undefined;
  /** The years that it was drawn with, in their order. */
  readonly shown: (number | undefined)[] = [];

  override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    if (this.replay !== undefined) this.shown.push(this.replay.until);
  }
}
customElements.define('test-replay-host', ReplayHost);

const years: Years = [
  { year: 2_023, trees: 3 },
  { year: 2_025, trees: 4 },
];

/** Sets what the browser says of movement. */
function movement(t: TestContext, isReduced: boolean): void {
  const { matchMedia } = globalThis;
  globalThis.matchMedia = (query) => {
    const list = matchMedia.call(globalThis, query);
    const isAsked = query.includes('prefers-reduced-motion');
    return isAsked ? Object.create(list, { matches: { value: isReduced } }) : list;
  };
  t.after(() => {
    globalThis.matchMedia = matchMedia;
  });
}

function replay(t: TestContext) {
  const host = new ReplayHost();
  document.body.append(host);
  const made = new Replay(host);
  host.replay = made;
  t.after(() => {
    made.pause();
    host.remove();
  });
  return { host, made };
}

const sums = [
  [2_022, 0],
  [2_023, 3],
  [2_024, 3],
  [2_025, 7],
  [2_099, 7],
] as const;

for (const [year, trees] of sums) {
  test(`counts ${trees} trees until ${year}`, () => {
    equal(plantedUntil(years, year), trees);
  });
}

test('spans the years in which something was planted', () => {
  deepEqual(Replay.spanOf(years), { first: 2_023, last: 2_025 });
  equal(Replay.spanOf([]), undefined);
});

test('shows the forest as it is until a year is chosen, and in its last year again', (t) => {
  const { made } = replay(t);
  equal(made.until, undefined);
  made.show(2_024, years);
  equal(made.until, 2_024);
  made.show(2_025, years);
  equal(made.until, undefined);
});

test('plays from the first year to the last by itself, and stops there', async (t) => {
  movement(t, false);
  const { made, host } = replay(t);
  made.play(years);
  equal(made.until, 2_023);
  equal(made.isPlaying, true);
  await until(() => !made.isPlaying, 'the end');
  await host.updateComplete;
  deepEqual(host.shown, [2_023, 2_024, undefined]);
});

test('goes on where it was left', (t) => {
  movement(t, false);
  const { made } = replay(t);
  made.show(2_023, years);
  made.play(years);
  equal(made.until, 2_024);
  made.pause();
  equal(made.isPlaying, false);
  equal(made.until, 2_024);
});

test('goes one year on with each press where nothing is to move by itself', (t) => {
  movement(t, true);
  const { made } = replay(t);
  const seen = [1, 2, 3, 4].map(() => {
    made.play(years);
    equal(made.isPlaying, false);
    return made.until;
  });
  deepEqual(seen, [2_023, 2_024, undefined, 2_023]);
});

test('plays nothing where nothing was planted', (t) => {
  const { made } = replay(t);
  made.play([]);
  equal(made.isPlaying, false);
  equal(made.until, undefined);
});
