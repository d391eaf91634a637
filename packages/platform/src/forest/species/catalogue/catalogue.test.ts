// The catalogue: what it says of each kind is fit to be offered, and its curves are as their sources say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSpeciesSchema, parse, sizeCm } from '@kindcart/contract';
import { catalogue, catalogueEntry } from './catalogue.ts';
import { growthOf } from './entry.ts';

const ages = Array.from({ length: 201 }, (_, year) => year);

for (const entry of catalogue) {
  const { slug, curves, published } = entry;

  test(`offers ${slug} as the contract wants a species told, in English and Chinese`, () => {
    const { latinName, names, nativeRange, needs } = entry;
    const growth = growthOf(entry);
    const price = { amount: 100, currency: 'CNY' };
    const told = { latinName, names, nativeRange, needs, price, points: null, growth };
    assert.deepEqual(parse(createSpeciesSchema, told), { ok: true, value: told });
    for (const texts of [names, nativeRange, needs])
      assert.match(texts['zh-CN'] ?? '', /\p{Script=Han}/u);
  });

  test(`grows ${slug} as tall as is published`, () => {
    for (const { ageYears, fromCm, toCm, source } of published) {
      const height = sizeCm(curves.height, ageYears);
      assert.ok(fromCm <= height && height <= toCm, `${height} cm at ${ageYears} years: ${source}`);
      assert.ok(growthOf(entry).source.includes(source));
    }
  });

  test(`never shrinks ${slug}, and grows it no taller than it can be`, () => {
    for (const curve of [curves.height, curves.crown]) {
      const sizes = ages.map((age) => sizeCm(curve, age));
      assert.ok(sizes.every((size, age) => age === 0 || size > (sizes[age - 1] ?? 0) - 1e-9));
      assert.ok(sizes.every((size) => size <= curve.maxCm));
    }
    assert.ok(curves.height.maxCm < curves.tallestCm);
  });
}

test('grows saxaul fast until 20 years, and slowly until 28', () => {
  const { height } = catalogueEntry('haloxylon-ammodendron')?.curves ?? assert.fail();
  const perYear = (from: number, to: number) =>
    (sizeCm(height, to) - sizeCm(height, from)) / (to - from);
  assert.ok(perYear(7, 20) > 3 * perYear(20, 28));
  assert.ok(perYear(28, 50) < perYear(20, 28) / 3);
});

const fastest: readonly [slug: string, from: number, to: number][] = [
  ['pinus-sylvestris-mongolica', 8, 15],
  ['populus-euphratica', 10, 12],
];

for (const [slug, from, to] of fastest) {
  test(`grows ${slug} fastest between ${from} and ${to} years`, () => {
    const { height } = catalogueEntry(slug)?.curves ?? assert.fail();
    const growth = ages.map((age) => sizeCm(height, age + 0.5) - sizeCm(height, age - 0.5));
    const at = growth.indexOf(Math.max(...growth));
    assert.ok(from <= at && at <= to, `fastest at ${at}`);
  });
}

test('has each name once, and none that it does not know', () => {
  assert.equal(new Set(catalogue.map(({ slug }) => slug)).size, catalogue.length);
  assert.equal(catalogue.length, 8);
  assert.equal(catalogueEntry('eucalyptus'), undefined);
});
