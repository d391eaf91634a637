// Steps that are typed in by hand.
import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Challenge } from '@kindcart/contract';
import { fill, find, pierce, stage, until } from '../../internal/testing/stage.ts';
import { listing, openChallenge, outcome } from '../testing.ts';
import '../../kit/kit/define.ts';
import './define.ts';

const html = `<kind-step-tracker challenge="${openChallenge.id}"></kind-step-tracker>`;
const inside = (selector: string) => `kind-step-tracker >>> ${selector}`;

async function show(t: TestContext, changes: Partial<Challenge> = {}, locale = 'en') {
  const answers = {
    listChallenges: listing(changes),
    listDeeds: { body: { items: [], nextCursor: null } },
    createDeeds: outcome({ source: 'declared', given: { amount: 84, currency: 'CNY' } }),
  };
  const made = await stage({ html, answers }, { locale });
  t.after(made.close);
  return made;
}

/** Opens the panel where it is not open, and tries to give so many steps. */
async function type(steps: string): Promise<void> {
  if (!pierce(inside('[part=declared]'))) {
    (await find(inside('[data-source=declared]'), HTMLElement)).click();
  }
  fill(await find(inside('[part=declared]'), HTMLInputElement), steps);
  (await find(inside('form.panel button'), HTMLElement)).click();
}

/** The quantities that were told. */
const toldIn = ({ platform }: Awaited<ReturnType<typeof show>>) =>
  platform.asked.flatMap(({ endpoint, body }) => {
    if (endpoint !== 'createDeeds') return [];
    const deeds: unknown = Reflect.get(Object(body), 'deeds');
    return Array.isArray(deeds) ? deeds.map(({ quantity }) => quantity) : [];
  });

/** What a field is described by, in words. */
function describedBy(field: Element): string {
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => pierce(inside(`#${id}`))?.textContent?.trim() ?? '').join(' ');
}

for (const typed of ['', '0', '-5', '12.5', 'many', '1e9', '99999999999']) {
  test(`does not give "${typed}" steps, and says so beside the field`, async (t) => {
    const made = await show(t);
    await type(typed);
    const field = await find(inside('[part=declared][aria-invalid=true]'), HTMLInputElement);
    match(describedBy(field), /Write a whole number of steps/);
    equal(made.element.shadowRoot?.activeElement, field);
    equal(field.value, typed);
    deepEqual(toldIn(made), []);
  });
}

test('says no more that a number is wrong once it is mended, and gives it', async (t) => {
  const made = await show(t);
  await type('many');
  const field = await find(inside('[part=declared][aria-invalid=true]'), HTMLInputElement);
  fill(field, '8420');
  await until(() => !field.hasAttribute('aria-invalid'), 'nothing wrong');
  equal(pierce(inside('#declared-error'))?.textContent, '');
  await type('8420');
  await find(inside('[part=result] p'), HTMLElement);
  deepEqual(toldIn(made), [8_420]);
});

for (const [locale, typed] of [
  ['en', '8,420'],
  ['de', '8.420'],
  ['fr', '8 420'],
  ['ar', '٨٤٢٠'],
  ['ja', '８４２０'],
] as const) {
  test(`takes "${typed}" as people write it in ${locale}`, async (t) => {
    const made = await show(t, {}, locale);
    await type(typed);
    await find(inside('[part=result] p'), HTMLElement);
    deepEqual(toldIn(made), [8_420]);
  });
}

test('says that a number that is typed again was given before, and thanks no more', async (t) => {
  const made = await show(t);
  const says = (pattern: RegExp) =>
    until(
      () => pattern.test(pierce(inside('[part=result]'))?.textContent?.trim() ?? ''),
      `${pattern}`,
    );
  await type('8420');
  await says(/^Thank you!/);
  await type('8420');
  await says(/^Steps that were given before are not given again\.$/);
  deepEqual(toldIn(made), [8_420]);
});

for (const [whose, maxPerDay, said] of [
  ['of what is typed in', 8_000, '8,000'],
  ['of a person', 1_000_000, '20,000'],
] as const) {
  test(`says beforehand how much a day counts: the most ${whose}`, async (t) => {
    await show(t, { sources: [{ source: 'declared', maxPerDay }] });
    (await find(inside('[data-source=declared]'), HTMLElement)).click();
    const field = await find(inside('[part=declared]'), HTMLInputElement);
    match(describedBy(field), new RegExp(`^Typed in, a day counts up to ${said} steps\\.$`));
  });
}
