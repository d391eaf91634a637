import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterLevel, filtersOf, tileOfPath } from './rules.ts';

const kind = 'spc_01k9p4m1p2fz3t6v8w0x2y4z7a';
const another = 'spc_01k9p4m1p2fz3t6v8w0x2y4z7b';

for (const [z, x, y, found] of [
  ['0', '0', '0', true],
  ['20', '1048575', '0', true],
  ['3', '7', '7', true],
  ['3', '8', '0', false],
  ['3', '0', '8', false],
  ['21', '0', '0', false],
  ['-1', '0', '0', false],
  ['03', '0', '0', false],
  ['3', '1.5', '0', false],
  ['3', '', '0', false],
  ['3', '0', '0.mvt', false],
  ['1e1', '0', '0', false],
] as const) {
  test(`${found ? 'takes' : 'knows no'} tile ${z}/${x}/${y}`, () => {
    assert.equal(tileOfPath({ z, x, y }, 20) !== undefined, found);
  });
}

for (const [query, filters] of [
  ['key=pk', { speciesIds: null, from: null, until: null }],
  [
    `species=${another},${kind},${another}`,
    { speciesIds: [kind, another], from: null, until: null },
  ],
  ['from=2024&until=2026', { speciesIds: null, from: 2024, until: 2026 }],
  ['from=2026&until=2024', { speciesIds: null, from: 2026, until: 2024 }],
] as const) {
  test(`reads the filters of ${query}`, () => {
    assert.deepEqual(filtersOf(new URLSearchParams(query)), filters);
  });
}

for (const [query, fields] of [
  ['species=', ['species']],
  ['species=prj_01k9p4m1p2fz3t6v8w0x2y4z7a', ['species']],
  [`species=${Array(21).fill(kind).join(',')}`, ['species']],
  ['from=last', ['from']],
  ['from=0999&until=20260', ['from', 'until']],
  ['from=2024&from=2025', ['from']],
  ['year=2024', ['year']],
] as const) {
  test(`says what is wrong with ${query.slice(0, 60)}`, () => {
    const faults = filtersOf(new URLSearchParams(query));
    assert(Array.isArray(faults));
    assert.deepEqual(
      faults.map(({ field }) => field),
      fields,
    );
  });
}

test('puts trees together on a grid that is counted at every zoom', () => {
  const levels = Array.from({ length: 21 }, (_, zoom) => clusterLevel(zoom));
  assert.deepEqual(
    levels,
    [4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14, 16, 16, 18, 18, 20, 20, 22, 22, 22, 22],
  );
});
