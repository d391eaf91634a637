// Whatever is told of a tree, on whatever day, its life stays one that a tree can have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type TreeState, treeStates } from './tree.ts';
import { nextObservationOn, refuseTreeChange, utcDay } from './tree-life.ts';

const dayMs = 24 * 60 * 60_000;
const beganMs = Date.parse('2020-01-01T00:00:00Z');
const nowMs = Date.parse('2030-01-01T00:00:00Z');
const dayAfter = (days: number) => utcDay(new Date(beganMs + days * dayMs));

const news = fc.record({
  state: fc.constantFrom('planted', 'established', 'grown', 'replaced', 'lost'),
  on: fc.integer({ min: -400, max: 5_000 }).map(dayAfter),
});

interface Stage {
  readonly state: TreeState;
  readonly on: string;
}

/** What becomes of a tree that was adopted on the first day, as far as the rules let it. */
function lived(told: readonly { state: Exclude<TreeState, 'planned'>; on: string }[]): Stage[] {
  const stages: Stage[] = [{ state: 'planned', on: dayAfter(0) }];
  for (const { state, on } of told) {
    const last = stages.at(-1);
    assert.ok(last);
    const refusal = refuseTreeChange({ ...last, since: last.on }, { state, on }, new Date(nowMs));
    if (refusal === null) stages.push({ state, on });
    else assert.match(refusal.message, /^is /);
  }
  return stages;
}

test('a tree is planted once before all else, lost once at the most, and replaced only then', () => {
  fc.assert(
    fc.property(fc.array(news, { maxLength: 40 }), (told) => {
      const states = lived(told).map(({ state }) => state);
      assert.equal(new Set(states).size, states.length, 'no state comes twice');
      if (states.length > 1) assert.equal(states[1], 'planted');
      if (states.includes('replaced')) assert.deepEqual(states.slice(-2), ['lost', 'replaced']);
      if (states.includes('grown')) assert.ok(states.indexOf('established') === 2);
    }),
  );
});

test('the days of a tree follow each other, and none has yet to begin', () => {
  fc.assert(
    fc.property(fc.array(news, { maxLength: 40 }), (told) => {
      const days = lived(told).map(({ on }) => on);
      assert.deepEqual(days, [...days].sort());
      assert.ok(days.every((day) => dayAfter(0) <= day && day <= utcDay(new Date(nowMs))));
    }),
  );
});

test('some story reaches every state', () => {
  const told = (['planted', 'established', 'grown', 'lost', 'replaced'] as const).map(
    (state, at) => ({ state, on: dayAfter(at) }),
  );
  assert.deepEqual(
    lived(told)
      .map(({ state }) => state)
      .sort(),
    [...treeStates].sort(),
  );
});

const days = fc.integer({ min: 0, max: 9_000 }).map(dayAfter);

test('somebody looks at a tree in half a year or in a year, on a day of the calendar', () => {
  fc.assert(
    fc.property(days, fc.option(days), (plantedOn, seenOn) => {
      const next = nextObservationOn(plantedOn, seenOn);
      assert.equal(utcDay(new Date(next)), next);
      const last = seenOn === null || seenOn < plantedOn ? plantedOn : seenOn;
      const wait = (Date.parse(next) - Date.parse(last)) / dayMs;
      const age = (Date.parse(last) - Date.parse(plantedOn)) / dayMs;
      const [least, most] = age < 3 * 365 ? [181, 184] : [365, 366];
      // On the leap day of the third year an age in days is no age in years.
      if (Math.abs(age - 3 * 365) > 1) assert.ok(least <= wait && wait <= most, `${wait} days`);
    }),
  );
});
