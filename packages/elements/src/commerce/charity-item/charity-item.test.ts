import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { charityItemExample, type Id, projectExample } from '@kindcart/contract';
import { FakeEventSource, oneByOne, problem } from '../../internal/testing/platform.ts';
import { find, type Scene, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../giving/progress/define.ts';
import '../../kit/kit/define.ts';
import { answering, states } from './charity-item.states.ts';
import './define.ts';

testStates(states);

const html = `<kind-charity-item item="${charityItemExample.id}"></kind-charity-item>`;
const card = html.replace('>', ' variant="card">');
const shown = 'kind-charity-item >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html, answers: answering(), ...scene });
  t.after(made.close);
  return made;
}

const badge = () => find(`${shown} [part=badge]`, HTMLButtonElement);
const textOf = (element: Element) => element.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';

/** Presses the badge and waits for what opens. */
async function open(): Promise<HTMLDialogElement> {
  (await badge()).click();
  return find(`${shown} dialog[open]`, HTMLDialogElement);
}

/** News of the live stream: so many orders have given. */
function tell(orders: number): void {
  const totals = { ...charityItemExample.totals, orders, version: 1_000 + orders };
  FakeEventSource.tell('item', { charityItemId: charityItemExample.id, totals });
}

const live = () => until(() => FakeEventSource.open === 1, 'the live stream');

test('says in a line what is given, to whom and by how many orders', async (t) => {
  const { element } = await show(t);
  await badge();
  match(
    textOf(element),
    /1% of this goes to Clean water for Shuanghe village school 214 orders Test mode/,
  );
});

test('does not call live what is a test, nor a test what is live', async (t) => {
  const { element } = await show(t, { answers: answering({ livemode: true }) });
  await badge();
  doesNotMatch(textOf(element), /Test mode/);
});

test('opens the whole promise, with the exact sum and a link to the page of its project', async (t) => {
  const { platform } = await show(t, { html: card });
  const dialog = await open();
  const text = dialog.textContent?.replace(/\s+/g, ' ') ?? '';
  match(text, /Each one sold gives 1% of what is paid for it\./);
  match(text, /An order gives at most CN¥50\./);
  match(text, /Only completed orders count/);
  match(text, /CN¥385\.2075 214 orders/);
  match(text, /Test mode: no real money moves/);
  const link = await find(`${shown} dialog a`, HTMLAnchorElement);
  equal(link.href, `${platform.baseUrl}/give/${projectExample.id}`);
});

for (const [how, leave] of [
  ['its button', (dialog: HTMLDialogElement) => dialog.querySelector('button')?.click()],
  [
    'a press beside it',
    (dialog: HTMLDialogElement) => dialog.dispatchEvent(new PointerEvent('pointerdown')),
  ],
] as const) {
  test(`closes by ${how}, and gives the focus back`, async (t) => {
    const { element } = await show(t);
    (await badge()).focus();
    const dialog = await open();
    leave(dialog);
    await until(() => element.shadowRoot?.querySelector('dialog') === null, 'it to close');
    equal(element.shadowRoot?.activeElement, await badge());
    ok(await open());
  });
}

test('follows the live stream without asking again, also while it is open', async (t) => {
  const { platform, element } = await show(t);
  const dialog = await open();
  await live();
  tell(215);
  await until(() => textOf(element).includes('215 orders Test mode'), 'the badge to follow');
  match(dialog.textContent ?? '', /215 orders/);
  equal(platform.asked.length, 1);
});

test('moves gently when the numbers change, and not when they come', async (t) => {
  const { element } = await show(t);
  await badge();
  await live();
  ok(element.shadowRoot?.querySelector('.still'));
  tell(215);
  await until(() => element.shadowRoot?.querySelector('.moved-1'), 'the first change');
  tell(216);
  await until(() => element.shadowRoot?.querySelector('.moved-0'), 'the second change');
});

test('shares one stream with the projects of the page', async (t) => {
  await show(t, { html: `${html}<kind-progress project="${projectExample.id}"></kind-progress>` });
  await live();
  const [url] = FakeEventSource.urls;
  equal(FakeEventSource.urls.length, 1);
  const { searchParams } = new URL(url ?? '');
  deepEqual(
    [searchParams.get('projects'), searchParams.get('items')],
    [projectExample.id, charityItemExample.id],
  );
});

test('asks for 200 charity items of a page by one request, and is as high before it as after it', async (t) => {
  const ids = Array.from({ length: 200 }, (_, at): Id<'charityItem'> => {
    const end = at
      .toString(32)
      .replace(
        /./g,
        (digit) => '0123456789abcdefghjkmnpqrstvwxyz'[Number.parseInt(digit, 32)] ?? '',
      );
    return `chi_01k9p7d5n6fz3t6v8w0x2y${end.padStart(4, '0')}`;
  });
  const items = ids.map((id) => ({ ...charityItemExample, id }));
  const { platform, kit } = await show(t, {
    html: ids.map((id) => `<kind-charity-item item="${id}"></kind-charity-item>`).join(''),
    answers: { listCharityItems: { body: { items, nextCursor: null } } },
  });
  const heights = () => [...kit.children].map((child) => child.getBoundingClientRect().height);
  await until(() => kit.children[0]?.shadowRoot?.querySelector('.bone'), 'the skeletons');
  const before = heights();
  await until(
    () => [...kit.children].every((child) => child.shadowRoot?.querySelector('[part=promise]')),
    'all charity items',
  );
  deepEqual(heights(), before);
  deepEqual(
    platform.asked.map(({ url }) => url.searchParams.get('ids')?.split(',').length),
    [200],
  );
});

for (const [name, markup] of [
  ['badge', html],
  ['card', card],
] as const) {
  test(`keeps the room of a ${name}, loading and ready`, async (t) => {
    const waiting = await show(t, {
      html: markup,
      answers: { listCharityItems: 'pending' },
    });
    const { element } = waiting;
    await until(() => element.shadowRoot?.querySelector('.bone'), 'the skeleton');
    const before = element.getBoundingClientRect().height;
    waiting.close();
    const ready = await show(t, { html: markup });
    await badge();
    equal(ready.element.getBoundingClientRect().height, before);
  });
}

test('asks nobody for a preview, needs no platform, and says that it is made up', async (t) => {
  const { platform, element, kit } = await show(t, {
    html: '<kind-charity-item preview></kind-charity-item>',
  });
  kit.removeAttribute('key');
  await badge();
  match(textOf(element), /1% of this goes to Clean water.*Preview/);
  match((await open()).textContent ?? '', /all of its numbers are made up/);
  equal(element.shadowRoot?.querySelector('dialog a'), null);
  equal(platform.asked.length, 0);
});

test('shows the real one once it is no preview any more', async (t) => {
  const { element } = await show(t, { html: html.replace('>', ' preview>') });
  await until(() => /Preview/.test(textOf(element)), 'the preview');
  element.removeAttribute('preview');
  await until(() => /Shuanghe.*Test mode/.test(textOf(element)), 'the real one');
});

test('asks again when a visitor wants it', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  const { platform } = await show(t, {
    answers: { listCharityItems: oneByOne(...failing, answering().listCharityItems) },
  });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  await badge();
  equal(platform.asked.length, 5);
});

test('keeps the last numbers while the platform cannot be reached', async (t) => {
  const { platform, element } = await show(t);
  await badge();
  await live();
  platform.answer({ listCharityItems: 'offline' });
  FakeEventSource.tell('item', 'nonsense');
  await until(() => platform.asked.length > 1, 'the platform to be asked');
  await settle(element);
  match(textOf(element), /214 orders/);
});

test('shows its children where there is no such charity item', async (t) => {
  const { element } = await show(t, {
    html: html.replace('></', '><a href="/give">What we give</a></'),
    answers: { listCharityItems: { body: { items: [], nextCursor: null } } },
  });
  await until(() => /cannot be found/.test(textOf(element)), 'the note');
  ok(element.querySelector('a')?.checkVisibility());
});

test('shows another charity item when its attribute changes', async (t) => {
  const id = 'chi_01k9p7d5n6fz3t6v8w0x2y4z7a' as const;
  const { element, platform } = await show(t);
  await badge();
  platform.answer(answering({ id, gives: { kind: 'order_share', basisPoints: 500 } }));
  element.setAttribute('item', id);
  await until(() => /5% of every order/.test(textOf(element)), 'the other one');
});
