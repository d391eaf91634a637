// The size of a tree now, from what was seen of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSpeciesExample } from '@kindcart/contract';
import { type Seen, sizeAt } from './size.ts';

const { growth } = createSpeciesExample;
const planted = '2020-04-05';
const now = new Date('2026-04-05T00:00:00Z');

const seen = (day: string, heightCm: number | null, changes: Partial<Seen> = {}): Seen => ({
  observedAt: new Date(`${day}T02:00:00Z`),
  heightCm,
  crownCm: null,
  alive: true,
  ...changes,
});

test('is what its kind usually does, until somebody has measured it', () => {
  const { heightCm, heightLowCm, heightHighCm, basis, measurements, asOf } = sizeAt(
    growth,
    planted,
    [seen('2024-04-05', null)],
    now,
  );
  // 450 cm · (1 − e^(−0.16 · 6))^1.3, and the seedling.
  assert.deepEqual([heightCm, basis, measurements], [251, 'species', 0]);
  assert.ok(heightLowCm > 120 && heightLowCm < 170 && heightHighCm > 380 && heightHighCm < 460);
  assert.equal(asOf, now.toISOString());
});

test('is a seedling on the day of planting, and before', () => {
  for (const at of [planted, '2019-01-01']) {
    const { heightCm, heightLowCm, crownCm } = sizeAt(growth, planted, [], new Date(at));
    assert.deepEqual([heightCm, crownCm], [23, 20]);
    assert.ok(heightLowCm >= 1);
  }
});

test('goes through what was measured, in whatever order it is told', () => {
  const all = [seen('2025-09-01', 330), seen('2022-09-01', 150), seen('2024-09-01', 280)];
  const { heightCm, basis, measurements } = sizeAt(growth, planted, all, now);
  assert.ok(heightCm > 330 && heightCm < 380, `${heightCm}`);
  assert.deepEqual([basis, measurements], ['observed', 3]);
  assert.deepEqual(sizeAt(growth, planted, [...all].reverse(), now).heightCm, heightCm);
});

test('is never below the height that was measured last, nor above what such trees become', () => {
  const tall = sizeAt(growth, planted, [seen('2026-04-01', 1_190)], now);
  assert.ok(tall.heightCm >= 1_190 && tall.heightHighCm <= growth.tallestCm, `${tall.heightCm}`);
  const kept = sizeAt(growth, planted, [seen('2026-04-01', 1_300)], now);
  assert.deepEqual([kept.heightCm, kept.heightHighCm], [1_300, 1_300]);
  assert.ok(kept.heightLowCm <= 1_300);
});

test('counts nothing of a tree that was found dead', () => {
  const dead = seen('2026-01-01', 12, { alive: false });
  const without = sizeAt(growth, planted, [seen('2025-01-01', 200)], now);
  const withDead = sizeAt(growth, planted, [seen('2025-01-01', 200), dead], now);
  assert.deepEqual(withDead, without);
});

test('has a crown that was measured, or one as large as its height lets think', () => {
  const usual = sizeAt(growth, planted, [], now);
  const measured = sizeAt(growth, planted, [seen('2026-04-01', null, { crownCm: 90 })], now);
  assert.ok(Math.abs(measured.crownCm - 90) < 8, `${measured.crownCm}`);
  assert.equal(measured.basis, 'species');
  const small = sizeAt(growth, planted, [seen('2026-04-01', Math.round(usual.heightCm / 2))], now);
  assert.ok(Math.abs(small.crownCm - usual.crownCm / 2) < usual.crownCm / 10, `${small.crownCm}`);
});

test('looks at no more measurements than tell of it now', () => {
  const many = Array.from({ length: 400 }, (_, day) => {
    const observedAt = new Date(Date.UTC(2025, 0, 1 + day));
    return { ...seen('2025-01-01', 200 + Math.floor(day / 10)), observedAt };
  });
  const { measurements, heightCm } = sizeAt(growth, planted, many, now);
  assert.ok(heightCm >= 239);
  assert.equal(measurements, 400);
});
