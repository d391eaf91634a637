import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Gift, giftExample, projectExample } from '@kindcart/contract';
import { type Answers, FakeEventSource, oneByOne } from '../../internal/testing/platform.ts';
import { find, pierce, type Scene, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './donor-wall.states.ts';

testStates(states);

const html = `<kind-donor-wall project="${projectExample.id}"></kind-donor-wall>`;
const shown = 'kind-donor-wall >>>';

function gift(place: number, change: Partial<Gift> = {}): Gift {
  const id: Gift['id'] = `gft_01k9p4n2c6fz3t6v8w0x2y4z${String(place).padStart(2, '0')}`;
  return { ...giftExample, id, donorName: `Donor ${place}`, message: null, ...change };
}

const page = (items: readonly Gift[], nextCursor: string | null = null) => ({
  body: { items, nextCursor },
});

function answering(...items: readonly Gift[]): Answers {
  return { listProjects: project(), listGifts: page(items) };
}

function project(change = {}) {
  return { body: { items: [{ ...projectExample, ...change }], nextCursor: null } };
}

async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html, answers: answering(gift(2), gift(1)), ...scene });
  t.after(made.close);
  return made;
}

/** Says down the live stream that the project's totals have changed. */
async function tell(version: number): Promise<void> {
  await until(() => FakeEventSource.open === 1, 'the live stream');
  const totals = { ...projectExample.totals, version };
  FakeEventSource.tell('project', { projectId: projectExample.id, totals });
}

const list = () => find(`${shown} [part=list]`, HTMLElement);
const button = (text: string) =>
  until(() => {
    const all = pierce('kind-donor-wall')?.shadowRoot?.querySelectorAll('button');
    return [...(all ?? [])].find(({ textContent }) => textContent?.trim() === text);
  }, `the button "${text}"`);

async function names(): Promise<string[]> {
  const rows = (await list()).querySelectorAll('[part~=name]');
  return [...rows].map(({ textContent }) => textContent ?? '');
}

const isNamed = (...wanted: string[]) =>
  until(async () => (await names()).join() === wanted.join(), wanted.join());

test('shows who gave how much, when, and with which words', async (t) => {
  const one = gift(1, { donorName: '林晓', message: 'For the taps.' });
  await show(t, { answers: answering(one) });
  const row = await find(`${shown} [part=gift]`, HTMLElement);
  match(row.innerText, /林晓[\s\S]+CN¥50[\s\S]+For the taps\./);
  const time = await find(`${shown} time`, HTMLTimeElement);
  equal(time.dateTime, one.givenAt);
  match(time.title, /2026/);
  equal((await list()).getAttribute('aria-label'), `Gifts to ${projectExample.title}`);
});

test('says that a donor is anonymous, in the language of the page', async (t) => {
  const { kit } = await show(t, { answers: answering(gift(1, { donorName: null })) });
  await isNamed('Anonymous');
  kit.setAttribute('locale', 'zh-CN');
  await isNamed('匿名');
});

test('shows the largest when the visitor says so, and keeps the focus where it is', async (t) => {
  const { platform, element } = await show(t, {
    answers: {
      listProjects: project(),
      listGifts: ({ url }) => page([gift(url.searchParams.get('order') === 'largest' ? 9 : 1)]),
    },
  });
  await isNamed('Donor 1');
  const largest = await button('Largest');
  largest.focus();
  largest.click();
  await isNamed('Donor 9');
  equal(largest.getAttribute('aria-pressed'), 'true');
  equal((await button('Latest')).getAttribute('aria-pressed'), 'false');
  equal(element.shadowRoot?.activeElement, largest);
  const asked = platform.asked.length;
  (await button('Latest')).click();
  await isNamed('Donor 1');
  equal(platform.asked.length, asked);
});

test('offers no choice where the page has chosen', async (t) => {
  const { platform, element } = await show(t, {
    html: html.replace('>', ' order="largest">'),
  });
  await isNamed('Donor 2', 'Donor 1');
  equal(element.shadowRoot?.querySelector('.order'), null);
  const walls = platform.asked.filter(({ endpoint }) => endpoint === 'listGifts');
  deepEqual(
    walls.map(({ url }) => url.searchParams.get('order')),
    ['largest'],
  );
});

test('shows more, says so, and keeps the focus in the wall when there is no more', async (t) => {
  const listGifts = oneByOne(page([gift(3), gift(2)], gift(2).id), page([gift(1)]));
  const { platform, element } = await show(t, { answers: { listProjects: project(), listGifts } });
  const more = await button('Show more');
  more.focus();
  more.click();
  await isNamed('Donor 3', 'Donor 2', 'Donor 1');
  equal(platform.asked.at(-1)?.url.searchParams.get('cursor'), gift(2).id);
  equal(element.shadowRoot?.activeElement, await list());
  const said = await find(`${shown} [role=status]`, HTMLElement);
  await until(() => said.textContent === '3 gifts are shown', 'the count');
  equal(element.shadowRoot?.querySelector('.more'), null);
});

test('lets a gift slide in that is paid while the page is open, and says it', async (t) => {
  const { platform, element } = await show(t);
  await isNamed('Donor 2', 'Donor 1');
  const said = await find(`${shown} [role=status]`, HTMLElement);
  equal(said.textContent, '');
  const before = element.getBoundingClientRect().height;
  platform.answer(answering(gift(3), gift(2), gift(1)));
  await tell(500);
  const row = await find(`${shown} [part=gift]`, HTMLElement);
  await until(() => row.getAnimations().length === 1, 'the movement');
  await isNamed('Donor 3', 'Donor 2', 'Donor 1');
  equal(said.textContent, 'New gift: Donor 3, CN¥50');
  equal(element.getBoundingClientRect().height, before);
});

test('takes a gift off the wall that was given back', async (t) => {
  const { platform } = await show(t);
  await isNamed('Donor 2', 'Donor 1');
  platform.answer(answering(gift(1)));
  await tell(500);
  await isNamed('Donor 1');
});

test('shares one request among all that show the same wall', async (t) => {
  const { platform, kit } = await show(t, { html: html.repeat(3) });
  await until(
    () => [...kit.children].every((each) => each.shadowRoot?.querySelector('[part=gift]')),
    'all three',
  );
  deepEqual(platform.asked.map(({ endpoint }) => endpoint).sort(), ['listGifts', 'listProjects']);
});

test('asks again when the visitor wants it', async (t) => {
  const { platform } = await show(t, { answers: states.error?.answers ?? {} });
  const retry = await find(`${shown} [part=retry]`, HTMLButtonElement);
  platform.answer(answering(gift(1)));
  retry.click();
  await isNamed('Donor 1');
});

test('keeps what is known while the platform is away, and says so', async (t) => {
  const { platform } = await show(t);
  await isNamed('Donor 2', 'Donor 1');
  platform.answer({ listProjects: 'offline', listGifts: 'offline' });
  await tell(500);
  const note = await find(`${shown} [part=note]`, HTMLElement);
  match(note.innerText, /The latest gifts could not be loaded/);
  await isNamed('Donor 2', 'Donor 1');
});

test('shows a text as the donor wrote it, and never as markup', async (t) => {
  const { element } = await show(t, { answers: states.hostile?.answers ?? {} });
  await find(`${shown} [part=gift]`, HTMLElement);
  await settle(element);
  const root = element.shadowRoot;
  equal(root?.querySelector('img, script, [onerror]'), null);
  match(root?.querySelector('[part~=name]')?.textContent ?? '', /^<img src=x/);
  for (const amount of root?.querySelectorAll<HTMLElement>('[part=amount]') ?? []) {
    match(amount.innerText, /^CN¥[\d,.]+$/);
  }
});

test('is as high in every state as while it loads', async (t) => {
  const heights = new Set<number>();
  for (const [name, state] of Object.entries(states)) {
    if (name === 'misconfigured') continue;
    const made = await stage(state);
    t.after(made.close);
    await settle(made.element);
    heights.add(made.element.getBoundingClientRect().height);
    ok(made.element.scrollHeight <= made.element.clientHeight, `${name} stays inside`);
    made.close();
  }
  deepEqual([...heights], [26 * 16]);
});

test('is as high as the page says', async (t) => {
  const { element, kit } = await show(t, { answers: states.recent?.answers ?? {} });
  await find(`${shown} [part=gift]`, HTMLElement);
  await settle(element);
  const sheet = document.createElement('style');
  sheet.textContent = 'kind-donor-wall { height: auto }';
  kit.append(sheet);
  ok(element.clientHeight > 26 * 16);
  const { scrollHeight, clientHeight } = await list();
  equal(scrollHeight, clientHeight);
});

test('invites without pretending to be a button', async (t) => {
  const { element } = await show(t, { answers: answering() });
  const note = await find(`${shown} [part=note]`, HTMLElement);
  equal(note.innerText, 'Be the first to give.');
  doesNotMatch(element.shadowRoot?.innerHTML ?? '', /href|<button part/);
});

test('shows its children where the wall cannot be shown', async (t) => {
  const { element } = await show(t, {
    html: '<kind-donor-wall project="prj_1"><a href="/thanks">Thanks</a></kind-donor-wall>',
  });
  await settle(element);
  ok(element.querySelector('a')?.checkVisibility());
});

test('shows another wall when its project changes, and says no gift of it as new', async (t) => {
  const { element, platform } = await show(t);
  await isNamed('Donor 2', 'Donor 1');
  const other = 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b';
  platform.answer({
    listProjects: project({ id: other }),
    listGifts: page([gift(7), gift(2)]),
  });
  element.setAttribute('project', other);
  await isNamed('Donor 7', 'Donor 2');
  const said = await find(`${shown} [role=status]`, HTMLElement);
  await settle(element);
  equal(said.textContent, '');
});

test('leaves the page without a stream', async (t) => {
  const { element } = await show(t);
  await isNamed('Donor 2', 'Donor 1');
  await until(() => FakeEventSource.open === 1, 'the live stream');
  element.remove();
  await until(() => FakeEventSource.open === 0, 'the end of the stream');
});
