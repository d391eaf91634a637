import { doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { charityItemExample, merchantExample, shopImpactExample } from '@kindcart/contract';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import {
  find,
  type Scene,
  type StageOptions,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './shop-impact.states.ts';

testStates(states);

const line = `<kind-shop-impact merchant="${merchantExample.id}"></kind-shop-impact>`;
const page = line.replace('>', ' variant="page">');
const shown = 'kind-shop-impact >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html: line, ...scene }, options);
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

const languages: readonly [locale: string, line: RegExp, title: string][] = [
  ['ar', /من [2٢][1١][4٤] طلبًا إلى مشروع واحد وضع الاختبار/, 'ما يتبرّع به Lanting tea house'],
  ['de', /385,20.* durch 214 Bestellungen für 1 Projekt Testmodus/, 'Was Lanting tea house gibt'],
  ['es', /385,20.* donados por 214 pedidos a 1 proyecto Modo/, 'Lo que dona Lanting tea house'],
  ['fr', /385,20.* donnés par 214 commandes pour 1 projet/, 'Ce que donne Lanting tea house'],
  ['ja', /214 件の注文から1 件のプロジェクトへ .*385\.20 テストモード/, 'Lanting tea houseの寄付'],
  ['pt-BR', /385,20 doados por 214 pedidos a 1 projeto Modo/, 'O que Lanting tea house doa'],
  ['zh-CN', /214 笔订单，为 1 个项目捐出 ¥385\.20 测试模式/, 'Lanting tea house的公益'],
];

for (const [locale, said, title] of languages) {
  test(`says it in ${locale}, in a line and on a page`, async (t) => {
    const { element, kit } = await show(t);
    await find(`${shown} [part=line]`, HTMLElement);
    kit.setAttribute('locale', locale);
    await until(() => said.test(textOf(element)), 'the line in that language');
    equal(element.shadowRoot?.querySelector('.line')?.getAttribute('lang'), locale);
    element.setAttribute('variant', 'page');
    const heading = await find(`${shown} [part=title]`, HTMLElement);
    equal(heading.textContent?.trim(), title);
    const item = await find(`${shown} kind-charity-item`, HTMLElement);
    equal(item.getAttribute('locale'), locale);
  });
}

test('runs from right to left in Arabic, with sums that keep to their projects', async (t) => {
  const { element } = await show(t, { html: page }, { locale: 'ar', dir: 'rtl' });
  const row = await find(`${shown} [part=projects] li`, HTMLElement);
  await settle(element);
  const [name, sum] = [...row.children].map((each) => each.getBoundingClientRect());
  ok(name && sum && name.left > sum.right);
  equal(getComputedStyle(row).direction, 'rtl');
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
