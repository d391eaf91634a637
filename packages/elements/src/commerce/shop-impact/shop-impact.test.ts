import { doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { charityItemExample, merchantExample, shopImpactExample } from '@kindcart/contract';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import { find, type Scene, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './shop-impact.states.ts';

testStates(states);

const line = `<kind-shop-impact merchant="${merchantExample.id}"></kind-shop-impact>`;
const page = line.replace('>', ' variant="page">');
const shown = 'kind-shop-impact >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html: line, ...scene });
  t.after(made.close);
  return made;
}

const textOf = (element: Element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';

test('says in a line what all orders gave, and that it is a test', async (t) => {
  const { element } = await show(t);
  await find(`${shown} [part=line]`, HTMLElement);
  match(textOf(element), /CN¥385\.20 given by 214 orders to 1 project Test mode/);
});

test('says on a page where the money goes, with a link to each project, and nothing of a test in live mode', async (t) => {
  const { element, platform } = await show(t, {
    html: page,
    answers: { getShopImpact: { body: { ...shopImpactExample, livemode: true } } },
  });
  const [first] = shopImpactExample.projects;
  const link = await find(`${shown} [part=projects] a`, HTMLAnchorElement);
  equal(link.href, `${platform.baseUrl}/give/${first?.project.id}`);
  equal(link.textContent, first?.project.title);
  match(textOf(element), /What Lanting tea house gives.*CN¥385\.20.*214 orders/);
  doesNotMatch(textOf(element), /Test mode/);
});

test('shows the charity items that give, each with its own numbers', async (t) => {
  const { element, platform } = await show(t, { html: page });
  const item = await find(`${shown} kind-charity-item >>> [part=promise]`, HTMLElement);
  match(item.textContent ?? '', /1% of this goes to/);
  await settle(element);
  const asked = platform.asked.map(({ endpoint, url }) => [endpoint, url.searchParams.get('ids')]);
  equal(asked.length, 2);
  ok(
    asked.some(
      ([endpoint, ids]) => endpoint === 'listCharityItems' && ids === charityItemExample.id,
    ),
  );
});

test('hands its own platform on to the charity items that it shows', async (t) => {
  const { platform, kit, element } = await show(t, { html: page });
  const [key, baseUrl] = [kit.getAttribute('key') ?? '', platform.baseUrl];
  kit.replaceWith(element);
  t.after(() => element.remove());
  element.setAttribute('key', key);
  element.setAttribute('base-url', baseUrl);
  await find(`${shown} kind-charity-item >>> [part=promise]`, HTMLElement);
});

test('asks nobody for a preview, and says that it is one', async (t) => {
  const { element, platform } = await show(t, {
    html: '<kind-shop-impact preview></kind-shop-impact>',
  });
  await until(() => /Preview/.test(textOf(element)), 'the preview');
  equal(platform.asked.length, 0);
});

test('asks again when a visitor wants it', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  const answers = { getShopImpact: oneByOne(...failing, { body: shopImpactExample }) };
  await show(t, { answers });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  await find(`${shown} [part=line]`, HTMLElement);
});

test('shows its children where the shop cannot be found', async (t) => {
  const { element } = await show(t, {
    html: line.replace('></', '><a href="/about">About us</a></'),
    answers: { getShopImpact: problem('merchant_unknown') },
  });
  await until(() => /cannot be found/.test(textOf(element)), 'the note');
  ok(element.querySelector('a')?.checkVisibility());
});
