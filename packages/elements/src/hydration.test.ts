// Browsers take over what a server rendered: the same nodes, with nothing thrown away. The markup
// comes from server.node.test.ts. First of all imports, because it changes how Lit's elements begin.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakePlatform, openPlatform } from './internal/testing/platform.ts';
import { everything, find, settle, until } from './internal/testing/stage.ts';

const tags = [
  'kind-charity-item',
  'kind-forest-map',
  'kind-shop-impact',
  'kind-cart-pledge',
  'kind-cause-picker',
  'kind-order-impact',
  'kind-round-up',
  'kind-challenge-progress',
  'kind-step-history',
  'kind-step-tracker',
  'kind-forest-counter',
  'kind-plot-progress',
  'kind-tree-card',
  'kind-tree-picker',
  'kind-donate-button',
  'kind-donate-form',
  'kind-donor-page',
  'kind-donor-wall',
  'kind-monthly-plan',
  'kind-progress',
  'kind-thank-you',
  'kind-dialog',
  'kind-kit',
] as const;

const page = document.createElement('kind-kit');
const failures: string[] = [];
/** What stood in each shadow root before any script of ours had come. */
const fromServer = new Map<string, readonly Element[]>();
let platform: FakePlatform;

function shadowOf(tag: string): ShadowRoot {
  const root = page.querySelector(tag)?.shadowRoot;
  ok(root, `${tag} has a shadow root`);
  return root;
}

const inside = (tag: string) => everything(shadowOf(tag));

before(async () => {
  window.addEventListener('error', ({ message }) => failures.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => failures.push(String(reason)));
  platform = openPlatform({});
  page.setAttribute('key', 'pk_test_hydration');
  page.setAttribute('base-url', platform.baseUrl);
  const answer = await fetch(new URL('./internal/testing/server-markup.json', import.meta.url));
  const markup: unknown = await answer.json();
  const parts = tags.map((tag) => String(Reflect.get(Object(markup), tag)));
  page.setHTMLUnsafe(parts.join(''));
  document.body.append(page);
  for (const tag of tags) fromServer.set(tag, inside(tag));
  await Promise.all([
    import('./commerce/charity-item/define.ts'),
    import('./commerce/shop-impact/define.ts'),
    import('./forest/forest-map/define.ts'),
    import('./commerce/cart-pledge/define.ts'),
    import('./commerce/cause-picker/define.ts'),
    import('./commerce/order-impact/define.ts'),
    import('./commerce/round-up/define.ts'),
    import('./deeds/challenge-progress/define.ts'),
    import('./deeds/step-history/define.ts'),
    import('./deeds/step-tracker/define.ts'),
    import('./forest/forest-counter/define.ts'),
    import('./forest/plot-progress/define.ts'),
    import('./forest/tree-card/define.ts'),
    import('./forest/tree-picker/define.ts'),
    import('./giving/donate-button/define.ts'),
    import('./giving/donate-form/define.ts'),
    import('./giving/donor-page/define.ts'),
    import('./giving/donor-wall/define.ts'),
    import('./giving/monthly-plan/define.ts'),
    import('./giving/progress/define.ts'),
    import('./giving/thank-you/define.ts'),
    import('./kit/dialog/define.ts'),
    import('./kit/kit/define.ts'),
  ]);
});

after(() => {
  page.remove();
  platform.close();
});

for (const tag of ['kind-donate-button', 'kind-dialog', 'kind-kit']) {
  test(`${tag} keeps every node that the server made`, async () => {
    await settle(page);
    deepEqual(inside(tag), fromServer.get(tag) ?? []);
  });
}

const loading = [
  'kind-charity-item',
  'kind-shop-impact',
  'kind-cart-pledge',
  'kind-order-impact',
  'kind-round-up',
  'kind-donate-form',
  'kind-donor-wall',
  'kind-monthly-plan',
  'kind-progress',
  'kind-thank-you',
];

for (const tag of loading) {
  test(`${tag} keeps its frame, and then shows what it loads`, async () => {
    const [first] = fromServer.get(tag) ?? [];
    ok(first);
    await until(() => !shadowOf(tag).querySelector('[aria-busy]'), 'the skeleton to go');
    if (tag === 'kind-donate-form') equal(shadowOf(tag).querySelector('.form'), first);
    ok(shadowOf(tag).textContent?.includes('¥'));
  });
}

const growing = [
  ['kind-challenge-progress', 'Walk for water'],
  ['kind-step-history', '12,480 steps'],
  ['kind-step-tracker', 'Walk for water'],
  ['kind-forest-counter', 'trees stand'],
  ['kind-plot-progress', 'Places left'],
  ['kind-tree-card', 'Tree 1024'],
] as const;

for (const [tag, said] of growing) {
  test(`${tag} keeps its frame, and then shows what it loads`, async () => {
    ok(fromServer.get(tag)?.[0]);
    await until(() => shadowOf(tag).textContent?.includes(said), said);
    await until(() => !shadowOf(tag).querySelector('[aria-busy]'), 'the skeleton to go');
  });
}

test('kind-monthly-plan puts each child into the tier that it says', async () => {
  const slot = await until(
    () => shadowOf('kind-monthly-plan').querySelector<HTMLSlotElement>('button slot'),
    'the tiers',
  );
  equal(slot.assignedElements()[0]?.textContent, 'A filter');
});

test('hears events in what the server made', async () => {
  (await find('kind-donate-button > a', HTMLAnchorElement)).click();
  await until(
    () => page.querySelector('kind-donate-button > kind-dialog'),
    'the dialog of the button',
  );
});

test('says no error while taking over', () => {
  deepEqual(failures, []);
});
