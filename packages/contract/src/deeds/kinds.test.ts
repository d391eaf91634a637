import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Kind,
  type KindFacts,
  kindNames,
  kinds,
  sourceFacts,
  sourceNames,
  usualSources,
} from './kinds.ts';

const table: Readonly<Record<Kind, KindFacts>> = kinds;

test('names every kind and every source of any, none twice', () => {
  assert.deepEqual([...kindNames].sort(), Object.keys(kinds).sort());
  const sources = kindNames.flatMap((kind) => Object.keys(kinds[kind].sources));
  assert.deepEqual([...sourceNames].sort(), [...new Set(sources)].sort());
});

for (const kind of kindNames) {
  test(`says of ${kind} what is believed, and lists its sources best first`, () => {
    const { dayMax, perMinuteMax, unit } = kinds[kind];
    assert.notEqual(unit, '');
    assert.ok(dayMax > 0 && perMinuteMax > 0 && perMinuteMax * 24 * 60 > dayMax);
    const tiers = Object.values(table[kind].sources).map(({ tier }) => tier);
    assert.deepEqual(
      tiers,
      [...tiers].sort((one, other) => other - one),
    );
  });

  test(`takes for ${kind} that names no sources all but those that nobody can look into`, () => {
    const usual = usualSources(kind);
    for (const { source, maxPerDay } of usual) {
      assert.ok((sourceFacts(kind, source)?.tier ?? 0) > 0, source);
      assert.equal(maxPerDay, kinds[kind].dayMax);
    }
    const left = sourceNames.filter((name) => !usual.some(({ source }) => source === name));
    assert.deepEqual(left, ['declared']);
  });
}

test('believes servers more than devices, and devices more than files and words', () => {
  const tierOf = (source: (typeof sourceNames)[number]) => sourceFacts('steps', source)?.tier;
  assert.deepEqual(sourceNames.map(tierOf), [3, 3, 2, 2, 1, 0]);
  const told = sourceNames.filter((name) => sourceFacts('steps', name)?.toldBy === 'server');
  assert.deepEqual(told, ['werun', 'partner']);
});
