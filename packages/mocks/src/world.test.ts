import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endpoints,
  isId,
  pageLimit,
  parse,
  projectExample,
  projectSchema,
} from '@kindcart/contract';
import { compare } from '@kindcart/contract/money';
import fc from 'fast-check';
import { seedProjects } from './seed.ts';
import { createWorld, pageOf, seedExamples } from './world.ts';

const now = () => new Date('2026-11-23T08:00:00Z');

test('pages through any list to its end, newest first, each once', () => {
  const lists = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 9 }), (ids, limit) => {
      const items = ids.map((id) => ({ id }));
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = pageOf(items, { limit, ...(cursor && { cursor }) });
        assert.ok(page.items.length <= limit);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      assert.deepEqual(seen, [...ids].reverse());
    }),
  );
});

test('shows nothing twice when the list grows while it is read', () => {
  const items = ['a', 'b', 'c'].map((id) => ({ id }));
  const first = pageOf(items, { limit: 2 });
  items.push({ id: 'd' });
  const second = pageOf(items, { limit: 2, cursor: first.nextCursor ?? '' });
  assert.deepEqual(
    [first, second],
    [
      { items: [{ id: 'c' }, { id: 'b' }], nextCursor: 'b' },
      { items: [{ id: 'a' }], nextCursor: null },
    ],
  );
});

test('gives as many as the contract says when nothing is said', () => {
  const items = Array.from({ length: 50 }, (_, index) => ({ id: String(index) }));
  assert.equal(pageOf(items, {}).items.length, pageLimit.default);
});

test('makes ids that are right, all different, and the same in every world', () => {
  const [one, other] = [createWorld(now), createWorld(now)];
  const made = Array.from({ length: 300 }, () => one.newId('donation'));
  assert.ok(made.every((id) => isId('donation', id)));
  assert.equal(new Set(made).size, made.length);
  assert.deepEqual(
    made,
    made.map(() => other.newId('donation')),
  );
});

test('begins with nothing, and with the examples when they are sown', () => {
  const world = createWorld(now);
  assert.equal(world.projects.size + world.gifts.size + world.refunds.size, 0);
  seedExamples(world);
  assert.deepEqual([...world.projects.values()], seedProjects);
  const { donationId } = endpoints.getDonation.example.params;
  assert.deepEqual([...world.gifts.keys()], [donationId]);
  const [refund] = world.refunds.values();
  assert.equal(refund?.donationId, donationId);
});

for (const project of seedProjects) {
  test(`has a project that the contract allows: ${project.title}`, () => {
    const parsed = parse(projectSchema, project);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { goal, minimum, maximum, suggestedAmounts, totals, currency } = project;
    assert.ok(compare(minimum, maximum) < 0);
    for (const amount of suggestedAmounts) {
      assert.ok(compare(minimum, amount) <= 0 && compare(amount, maximum) <= 0);
    }
    assert.equal(totals.raised.currency, currency);
    assert.ok(goal === null || goal.currency === currency);
  });
}

test('has projects that pages are wont to forget', () => {
  assert.equal(seedProjects[0], projectExample);
  assert.ok(seedProjects.some(({ state }) => state === 'closed'));
  assert.ok(seedProjects.some(({ goal }) => goal === null));
  assert.ok(seedProjects.some(({ images }) => images.length === 0));
  assert.ok(seedProjects.some(({ currency }) => currency === 'JPY'));
  assert.ok(seedProjects.some(({ language }) => language !== 'en'));
});
