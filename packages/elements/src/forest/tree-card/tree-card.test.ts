import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { treeExample, type WholeTree, wholeTreeExample } from '@kindcart/contract';
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
import { states } from './tree-card.states.ts';

testStates(states);

const html = `<kind-tree-card tree="${treeExample.id}"></kind-tree-card>`;
const shown = 'kind-tree-card >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html, ...scene }, options);
  t.after(made.close);
  return made;
}

const withTree = (change: Partial<WholeTree>) => ({
  answers: { getTree: { body: { ...wholeTreeExample, ...change } } },
});

const textOf = (element: Element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';

async function partOf(name: string): Promise<string> {
  const part = await find(`${shown} [part=${name}]`, HTMLElement);
  return part.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

test('says which tree it is, where it stands, and that it is a test', async (t) => {
  const { element } = await show(t);
  equal(await partOf('title'), 'Tree 1024');
  equal(await partOf('state'), 'Has taken root');
  match(textOf(element), /Test mode .*Saxaul Haloxylon ammodendron .*Place 7, Minqin, north edge/);
});

test('says nothing of a test in live mode', async (t) => {
  const { element } = await show(t, withTree({ livemode: true }));
  await partOf('title');
  doesNotMatch(textOf(element), /Test mode/);
});

test('finds a tree by its number', async (t) => {
  const { platform } = await show(t, {
    html: `<kind-tree-card number="${treeExample.number}"></kind-tree-card>`,
  });
  equal(await partOf('title'), 'Tree 1024');
  equal(platform.asked[0]?.url.searchParams.get('numbers'), '1024');
});

test('says the height with its range and how it is known', async (t) => {
  await show(t);
  equal(await partOf('height'), '66 cm 58 cm to 74 cm');
  match(
    await partOf('basis'),
    /^Estimated from 1 measurement of this tree\. Nine of ten trees like it/,
  );
});

test('says of a height that nobody measured that it is what the kind usually reaches', async (t) => {
  await show(t, states['not measured'] ?? {});
  match(await partOf('basis'), /^Nobody has measured this tree yet/);
});

test('draws the tree beside a person, and says so to who cannot see it', async (t) => {
  await show(t);
  const drawing = await until(
    () => document.querySelector('kind-tree-card')?.shadowRoot?.querySelector('svg'),
    'the drawing',
  );
  equal(
    drawing.getAttribute('aria-label'),
    'The tree, 66 cm tall, drawn to scale beside a person of 1.7 m',
  );
});

test('draws nothing and says no height of a tree that is not planted, but when it will be', async (t) => {
  const { element } = await show(t, states['not planted yet'] ?? {});
  await partOf('title');
  match(textOf(element), /It is not planted yet\..*planted here from March to May\./);
  equal(element.shadowRoot?.querySelector('svg, [part=height]'), null);
});

test('says that a tree was lost, when, and that none stands in its place', async (t) => {
  const { element } = await show(t, states.lost ?? {});
  equal(await partOf('state'), 'Lost');
  match(textOf(element), /did not survive.*Aug 20, 2026\. ?No other tree has been planted/);
  doesNotMatch(textOf(element), /Height now/);
});

test('says which tree was planted in the place of a lost one', async (t) => {
  const { element } = await show(t, states.replaced ?? {});
  await partOf('title');
  match(textOf(element), /Tree 1311 was planted in its place\./);
});

const { adopter } = treeExample;
const givers: readonly [what: string, adopter: Partial<WholeTree['adopter']>, said: string][] = [
  ['one who is named', {}, 'Given by 林晓'],
  ['one who is not', { names: [] }, 'Given by somebody who is not named'],
  ['some of a team', { kind: 'team', shares: 4 }, 'Given by 林晓 and 3 others'],
  ['a team', { kind: 'team', teamName: 'Class 3B', shares: 4 }, 'Given together by Class 3B'],
  ['a shop', { kind: 'shop', names: ['Lanting tea'] }, 'Given by orders at Lanting tea'],
  ['points', { kind: 'points', names: [] }, 'Earned with points for good deeds'],
];

for (const [what, change, said] of givers) {
  test(`says that it was given by ${what}`, async (t) => {
    await show(t, withTree({ adopter: { ...adopter, ...change } }));
    equal(await partOf('giver'), said);
  });
}

test('tells of a gift once it may be known, and of none before', async (t) => {
  const { element, close } = await show(t);
  await partOf('title');
  equal(element.shadowRoot?.querySelector('[part=gift]'), null);
  doesNotMatch(textOf(element), /gift/i);
  close();
  const revealed = { ...adopter, giftTo: '奶奶', giftMessage: '生日快乐！' };
  await show(t, withTree({ adopter: revealed }));
  equal(await partOf('gift'), 'A gift for 奶奶 生日快乐！');
});

test('shows pictures once each, late, without telling their host of the page, and four at most', async (t) => {
  const { element } = await show(t, states.photos ?? {});
  await partOf('photos');
  const images = [...(element.shadowRoot?.querySelectorAll('img') ?? [])];
  deepEqual(
    images.map(({ src, loading, referrerPolicy }) => [src.slice(-5), loading, referrerPolicy]),
    ['a', 'b', 'c', 'd'].map((name) => [`${name}.jpg`, 'lazy', 'no-referrer']),
  );
  equal(images[0]?.alt, 'Tree 1024 on Oct 12, 2026');
});

test('follows and loads no address that is none', async (t) => {
  const { element } = await show(t, states.hostile ?? {});
  await partOf('stages');
  equal(element.shadowRoot?.querySelector('img, a'), null);
});

test('tells what happened to the tree, with dates', async (t) => {
  await show(t);
  const stages = await find(`${shown} [part=stages]`, HTMLElement);
  const said = [...stages.children].map((each) => each.textContent?.replace(/\s+/g, ' ').trim());
  deepEqual(said, [
    'Waiting to be planted Nov 23, 2025',
    'Planted Apr 5, 2026 Row 1',
    'Has taken root Oct 12, 2026 Came through its first summer',
  ]);
});

test('leads to the page of the tree', async (t) => {
  await show(t);
  const link = await find(`${shown} [part=certificate]`, HTMLAnchorElement);
  equal(link.href, `${treeExample.certificateUrl}?lang=en`);
});

const languages: readonly [locale: string, title: string, kind: string][] = [
  ['ar', 'الشجرة رقم 1024', 'Saxaul'],
  ['de', 'Baum 1024', 'Saxaul'],
  ['es', 'Árbol 1024', 'Saxaul'],
  ['fr', 'Arbre 1024', 'Saxaul'],
  ['ja', '1024 番の木', 'Saxaul'],
  ['pt-BR', 'Árvore 1024', 'Saxaul'],
  ['zh-CN', '1024 号树', '梭梭'],
];

for (const [locale, title, kind] of languages) {
  test(`speaks ${locale}, and names the kind in it or in English`, async (t) => {
    const { element } = await show(t, {}, { locale });
    equal(await partOf('title'), title);
    const card = await find(`${shown} [part=card]`, HTMLElement);
    equal(card.lang, locale);
    const name = element.shadowRoot?.querySelector('.kind strong');
    equal(name?.textContent, kind);
    equal(name?.getAttribute('lang'), kind === '梭梭' ? 'zh-CN' : 'en');
  });
}

test('asks again when a visitor wants it', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  const answers = { getTree: oneByOne(...failing, { body: wholeTreeExample }) };
  await show(t, { answers });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  equal(await partOf('title'), 'Tree 1024');
});

for (const endpoint of ['listSpecies', 'listPlots'] as const) {
  test(`says that it could not be loaded where ${endpoint} fails`, async (t) => {
    const { element } = await show(t, { answers: { [endpoint]: problem('internal') } });
    match(await partOf('note'), /could not be loaded/);
    ok(element.shadowRoot?.querySelector('slot'));
  });
}

test('keeps the tree on show when the connection is lost, and says that it is', async (t) => {
  const { element, platform } = await show(t);
  await partOf('title');
  platform.answer({ getTree: 'offline' });
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  match(await partOf('note'), /^No connection/);
  equal(await partOf('title'), 'Tree 1024');
});

test('shows another tree when it is named', async (t) => {
  const { element, platform } = await show(t);
  await partOf('title');
  platform.answer({ getTree: { body: { ...wholeTreeExample, number: 8 } } });
  element.setAttribute('tree', 'tre_01k9p4n2c6fz3t6v8w0x2y4z7f');
  await until(() => !/1024/.test(textOf(element)), 'the first tree to go');
  await settle(element);
  doesNotMatch(textOf(element), /Tree 1024/);
});

test('shows its children where there is no such tree', async (t) => {
  const { element } = await show(t, {
    html: html.replace('></', '><a href="/forest">Our forest</a></'),
    answers: { getTree: problem('tree_unknown') },
  });
  match(await partOf('note'), /cannot be found/);
  ok(element.querySelector('a')?.checkVisibility());
});
