import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Forest, forestExample } from '@kindcart/contract';
import { catchTimeout } from '../../internal/testing/catch-timeout.ts';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import { find, type Scene, type StageOptions, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { climbMs } from './climb.ts';
import { states } from './forest-counter.states.ts';
import { KindForestCounter } from './forest-counter.ts';
import { everyMs } from './pulse.ts';

testStates(states);

const html = '<kind-forest-counter></kind-forest-counter>';
const shown = 'kind-forest-counter >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html, ...scene }, options);
  t.after(made.close);
  return made;
}

const planted = (count: number): Forest => ({
  ...forestExample,
  trees: { ...forestExample.trees, planted: count },
});

async function figures(): Promise<string> {
  const list = await find(`${shown} [part=figures]`, HTMLElement);
  return [...list.children]
    .map((each) => [...each.children].map((one) => one.lastElementChild ?? one))
    .map(([label, count]) => `${count?.textContent?.trim()} ${label?.textContent}`)
    .join(', ');
}

async function partOf(name: string): Promise<string> {
  const part = await find(`${shown} [part=${name}]`, HTMLElement);
  return part.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

/** What is drawn of the number, and what a screen reader is told. */
async function standing(): Promise<(string | null)[]> {
  const part = await find(`${shown} [part=standing]`, HTMLElement);
  return [...part.children].map(({ textContent }) => textContent);
}

/** Puts the page's clock forward. */
function pass(t: TestContext, ms: number): void {
  const real = performance.now.bind(performance);
  performance.now = () => real() + ms;
  t.after(() => {
    performance.now = real;
  });
}

/** Stops the page's clock, and returns what puts it forward. */
function stopClock(t: TestContext): (ms: number) => void {
  let nowMs = performance.now();
  const real = performance.now.bind(performance);
  performance.now = () => nowMs;
  t.after(() => {
    performance.now = real;
  });
  return (ms) => {
    nowMs += ms;
  };
}

test('says how many trees stand, of how many kinds, on how many plots, in how many countries', async (t) => {
  await show(t, states.many ?? {});
  equal(await figures(), '12,408 trees stand, 8 species, 23 plots, 3 countries');
});

test('counts one as one', async (t) => {
  await show(t, { answers: { getForest: { body: planted(1) } } });
  equal(await figures(), '1 tree stands, 1 species, 1 plot, 1 country');
});

test('says which trees are not in the number, of when it is, and that it is a test', async (t) => {
  await show(t);
  match(
    await partOf('rest'),
    /^1 more waits to be planted\. 1 was lost and does not count\. As of Nov 2\d, 2026.* Test mode$/,
  );
});

test('says nothing of a test under a key for live mode', async (t) => {
  await show(t, { html: '<kind-forest-counter key="pk_live_1"></kind-forest-counter>' });
  doesNotMatch(await partOf('rest'), /Test mode/);
});

test('says that no tree stands yet', async (t) => {
  await show(t, states['no tree yet'] ?? {});
  match(await partOf('rest'), /^No tree stands yet\. As of/);
});

test('shows its first number at once, and climbs to a new one', async (t) => {
  const pass = stopClock(t);
  const { element, platform } = await show(t, {
    answers: { getForest: oneByOne({ body: planted(100) }, { body: planted(900) }) },
  });
  deepEqual(await standing(), ['100', '100']);
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  await until(async () => (await standing())[1] === '900', 'the new number');
  deepEqual(await standing(), ['100', '900']);
  for (const drawn of ['800', '900']) {
    pass(climbMs / 2);
    await until(async () => (await standing())[0] === drawn, `a climb to ${drawn}`);
  }
  equal(platform.asked.length, 2);
});

test('tells a screen reader no number that is on its way', async (t) => {
  const { element } = await show(t, {
    answers: { getForest: oneByOne({ body: planted(100) }, { body: planted(900) }) },
  });
  await standing();
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  const told = new Set<string | null>();
  await until(async () => {
    const [drawn, said] = await standing();
    told.add(said ?? null);
    return drawn === '900';
  }, 'the new number');
  deepEqual([...told], ['100', '900']);
});

test('shows the new number at once where motion is not wanted', async (t) => {
  const real = window.matchMedia;
  Object.defineProperty(window, 'matchMedia', {
    value: () => ({ matches: true }),
    configurable: true,
  });
  t.after(() => Object.defineProperty(window, 'matchMedia', { value: real, configurable: true }));
  const { element } = await show(t, {
    answers: { getForest: oneByOne({ body: planted(100) }, { body: planted(900) }) },
  });
  await standing();
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  const seen = new Set<string | null>();
  await until(async () => {
    const [drawn] = await standing();
    seen.add(drawn ?? null);
    return drawn === '900';
  }, 'the new number');
  deepEqual([...seen], ['100', '900']);
});

test('shows the newest number where motion was refused while the one before was climbing', async (t) => {
  const pass = stopClock(t);
  const { element } = await show(t, {
    answers: {
      getForest: oneByOne(...[100, 90_000, 95_000].map((count) => ({ body: planted(count) }))),
    },
  });
  await standing();
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  await until(async () => (await standing())[1] === '90,000', 'the new number');
  pass(climbMs / 2);
  await until(async () => !['100', '90,000'].includes((await standing())[0] ?? '100'), 'the climb');
  const real = window.matchMedia;
  Object.defineProperty(window, 'matchMedia', {
    value: () => ({ matches: true }),
    configurable: true,
  });
  t.after(() => Object.defineProperty(window, 'matchMedia', { value: real, configurable: true }));
  element.reload();
  await until(async () => (await standing())[1] === '95,000', 'the newest number');
  equal((await standing())[0], '95,000');
});

test('climbs down, too, where trees were lost', async (t) => {
  const { element } = await show(t, {
    answers: { getForest: oneByOne({ body: planted(900) }, { body: planted(100) }) },
  });
  await standing();
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  const drawn: number[] = [];
  await until(async () => {
    drawn.push(Number((await standing())[0]));
    return drawn.at(-1) === 100;
  }, 'the new number');
  deepEqual(
    drawn,
    drawn.toSorted((one, other) => other - one),
  );
  ok(drawn.every((count) => count >= 100 && count <= 900));
});

test('begins anew with another forest, and climbs from no number of the one before', async (t) => {
  const { element } = await show(t, {
    answers: { getForest: oneByOne({ body: planted(100) }, { body: planted(90_000) }) },
  });
  deepEqual(await standing(), ['100', '100']);
  ok(element instanceof KindForestCounter);
  element.publishableKey = `pk_test_other_${Date.now()}`;
  const drawn = new Set<string | null | undefined>();
  await until(async () => {
    const [shownNow, said] = await standing();
    drawn.add(shownNow);
    return said === '90,000';
  }, 'the other forest');
  drawn.add((await standing())[0]);
  deepEqual(
    [...drawn].filter((count) => count !== '100'),
    ['90,000'],
  );
});

test('shows the whole number when it comes back to a page that it left while it climbed', async (t) => {
  const { element, kit } = await show(t, {
    answers: { getForest: oneByOne({ body: planted(100) }, { body: planted(90_000) }) },
  });
  await standing();
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  await until(async () => (await standing())[1] === '90,000', 'the climb');
  element.remove();
  kit.append(element);
  deepEqual(await standing(), ['90,000', '90,000']);
});

test('asks again after 30 seconds, while it is on the page', async (t) => {
  const tick = catchTimeout(t, (ms) => ms === everyMs);
  const { element, platform } = await show(t);
  await standing();
  pass(t, everyMs);
  tick();
  await until(() => platform.asked.length === 2, 'the second question');
  element.remove();
  pass(t, 2 * everyMs);
  tick();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  equal(platform.asked.length, 2);
});

test('asks nothing while it is hidden, and at once when the page is looked at again', async (t) => {
  const tick = catchTimeout(t, (ms) => ms === everyMs);
  const { element, platform } = await show(t);
  await standing();
  element.hidden = true;
  pass(t, everyMs);
  tick();
  document.dispatchEvent(new Event('visibilitychange'));
  equal(platform.asked.length, 1);
  element.hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => platform.asked.length === 2, 'the second question');
});

const languages: readonly [locale: string, figures: RegExp, rest: RegExp][] = [
  ['ar', /شجرة قائمة.*نوع.*قطعة أرض.*بلد/, /شجرة أخرى في انتظار الغرس/],
  ['de', /^4 Bäume stehen, 1 Art, 1 Fläche, 1 Land$/, /^Ein weiterer wartet/],
  ['es', /^4 árboles en pie, 1 especie, 1 parcela, 1 país$/, /^1 más espera/],
  ['fr', /^4 arbres debout, 1 espèce, 1 parcelle, 1 pays$/, /^1 autre attend/],
  ['ja', /^4 本の木が育っています, 1 樹種, 1 植樹地, 1 か国$/, /^ほかに 1 本/],
  ['pt-BR', /^4 árvores de pé, 1 espécie, 1 área de plantio, 1 país$/, /^Mais 1 aguarda/],
  ['zh-CN', /^4 棵树生长中, 1 个树种, 1 块林地, 1 个国家$/, /^另有 1 棵等待种植/],
];

for (const [locale, said, rest] of languages) {
  test(`speaks ${locale}`, async (t) => {
    const count = locale === 'ar' ? 100 : 4;
    await show(t, { answers: { getForest: { body: planted(count) } } }, { locale });
    match(await figures(), said);
    match(await partOf('rest'), rest);
  });
}

test('asks again when a visitor wants it', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  await show(t, { answers: { getForest: oneByOne(...failing, { body: forestExample }) } });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  equal((await standing())[0], '4');
});

test('keeps its numbers when the connection is lost, and says that it is', async (t) => {
  const { element, platform } = await show(t);
  await standing();
  platform.answer({ getForest: 'offline' });
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  match(await partOf('note'), /^No connection/);
  equal((await standing())[0], '4');
});

test('shows its children where only the author can mend it', async (t) => {
  const { element } = await show(t, states.misconfigured ?? {});
  match(await partOf('note'), /cannot be shown/);
  ok(element.querySelector('p')?.checkVisibility());
});
