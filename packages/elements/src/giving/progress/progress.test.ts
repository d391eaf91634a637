import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Project, projectExample } from '@kindcart/contract';
import { FakeEventSource, oneByOne, problem } from '../../internal/testing/platform.ts';
import { find, type Scene, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './progress.states.ts';
import { KindProgress } from './progress.ts';

testStates(states);

const html = `<kind-progress project="${projectExample.id}"></kind-progress>`;
const shown = 'kind-progress >>>';

function answering(...items: Project[]) {
  return { listProjects: { body: { items, nextCursor: null } } };
}

async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html, answers: answering(projectExample), ...scene });
  t.after(made.close);
  return made;
}

/** News of the live stream: so much is raised now. */
function tell(amount: number, version: number): void {
  const raised = { amount, currency: 'CNY' };
  const totals = { ...projectExample.totals, raised, version };
  FakeEventSource.tell('project', { projectId: projectExample.id, totals });
}

/** Waits for the live stream, which opens a moment after the first element asks for it. */
const live = () => until(() => FakeEventSource.open === 1, 'the live stream');

const bar = () => find(`${shown} [role=progressbar]`, HTMLElement);
const fillWidth = async () => {
  const fill = await find(`${shown} [part=fill]`, HTMLElement);
  const track = await bar();
  return Math.round((100 * fill.offsetWidth) / track.clientWidth);
};

test('says in words what the bar shows', async (t) => {
  await show(t);
  const found = await bar();
  equal(
    found.getAttribute('aria-label'),
    'Money raised for Clean water for Shuanghe village school',
  );
  equal(found.getAttribute('aria-valuetext'), '40%: CN¥48,276.50 raised of CN¥120,000');
  equal(found.getAttribute('aria-valuenow'), '40');
});

test('counts the days to an end that is near and names the date of one that is not', async (t) => {
  const far = { ...projectExample, closesAt: '2099-06-15T12:00:00.000Z' };
  await show(t, { answers: answering(far) });
  const meta = await find(`${shown} [part=meta]`, HTMLElement);
  match(meta.innerText, /until Jun 15, 2099\s*$/);
});

test('follows the live stream without asking again', async (t) => {
  const { platform, element } = await show(t);
  await bar();
  await live();
  tell(9_000_000, 403);
  await until(
    () => element.shadowRoot?.textContent?.includes('CN¥90,000'),
    'the sum to follow the stream',
  );
  await settle(element);
  equal(await fillWidth(), 75);
  equal(platform.asked.length, 1);
});

test('says a change of the numbers, and not the first ones', async (t) => {
  const { element } = await show(t);
  const region = await find(`${shown} [role=status]`, HTMLElement);
  await settle(element);
  equal(region.textContent, '');
  await live();
  tell(9_000_000, 403);
  await until(() => region.textContent?.includes('75%: CN¥90,000 raised'), 'the announcement');
});

test('fills the bar at 100 % and says more', async (t) => {
  const totals = { ...projectExample.totals, raised: { amount: 18_000_000, currency: 'CNY' } };
  const { element } = await show(t, { answers: answering({ ...projectExample, totals }) });
  equal((await bar()).getAttribute('aria-valuenow'), '100');
  match((await bar()).getAttribute('aria-valuetext') ?? '', /^150%/);
  await settle(element);
  equal(await fillWidth(), 100);
});

test('asks again when the donor wants it', async (t) => {
  const { platform, element } = await show(t, {
    answers: {
      listProjects: oneByOne(
        ...Array(4).fill(problem('internal')),
        answering(projectExample).listProjects,
      ),
    },
  });
  const retry = await find(`${shown} [part=retry]`, HTMLButtonElement);
  retry.click();
  await bar();
  equal(platform.asked.length, 5);
  doesNotMatch(element.shadowRoot?.textContent ?? '', /could not be loaded/);
});

test('keeps the last numbers while offline, and says how old they are', async (t) => {
  const { platform } = await show(t);
  await bar();
  await live();
  platform.answer({ listProjects: problem('unavailable') });
  FakeEventSource.tell('project', 'nonsense');
  await until(async () => {
    const line = await find(`${shown} [part=meta]`, HTMLElement);
    return line.textContent?.includes('Not updated since');
  }, 'the age of the numbers');
  await find(`${shown} [part=retry]`, HTMLElement);
});

test('does not tell a visitor that they are offline when the platform is', async (t) => {
  await show(t, { answers: { listProjects: 'offline' } });
  const note = await find(`${shown} [part=note]`, HTMLElement);
  match(
    note.innerText,
    /^No connection to the donation service\. Check your connection, or try again in a moment\./,
  );
});

test('shows its children where the project cannot be shown', async (t) => {
  const { element } = await show(t, {
    html: '<kind-progress project="prj_1"><a href="/give">Our page</a></kind-progress>',
  });
  await settle(element);
  ok(element.querySelector('a')?.checkVisibility());
});

test('asks for another project when its attribute changes', async (t) => {
  const other = {
    ...projectExample,
    id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b',
    title: 'Trees',
  } as const;
  const { element, platform } = await show(t, { answers: answering(projectExample, other) });
  await bar();
  element.setAttribute('project', other.id);
  await until(async () => (await bar()).getAttribute('aria-label')?.includes('Trees'), 'the trees');
  equal(platform.asked.at(-1)?.url.searchParams.get('ids'), other.id);
});

test('shares one request among all on the page', async (t) => {
  const ids = ['7b', '7c', '7d'].map((end) => `prj_01k9p4m8q2fz3t6v8w0x2y4z${end}` as const);
  const { platform, kit } = await show(t, {
    html: [...ids, ...ids].map((id) => `<kind-progress project="${id}"></kind-progress>`).join(''),
    answers: answering(...ids.map((id) => ({ ...projectExample, id }))),
  });
  await until(
    () => [...kit.children].every((each) => each.shadowRoot?.querySelector('[role=progressbar]')),
    'all six',
  );
  deepEqual(
    platform.asked.map(({ url }) => url.searchParams.get('ids')),
    [ids.join()],
  );
});

test('moves nothing when the numbers arrive', async (t) => {
  const { element, platform } = await show(t, { answers: { listProjects: 'pending' } });
  await settle(element);
  const before = element.getBoundingClientRect();
  platform.answer(answering(projectExample));
  ok(element instanceof KindProgress);
  const other = await stage({ html, answers: answering(projectExample) });
  t.after(other.close);
  await settle(other.element);
  equal(other.element.getBoundingClientRect().height, before.height);
});

test('leaves the page without a stream', async (t) => {
  const { element } = await show(t);
  await bar();
  await live();
  element.remove();
  await until(() => FakeEventSource.open === 0, 'the end of the stream');
});

for (const width of [180, 240, 320, 560]) {
  test(`keeps the percentage in the first line of a column of ${width} px`, async (t) => {
    const made = await stage({ html, answers: states.ready?.answers ?? {} });
    t.after(made.close);
    made.element.style.inlineSize = `${width}px`;
    const box = async (part: string) =>
      (await find(`kind-progress >>> [part=${part}]`, HTMLElement)).getBoundingClientRect();
    const [raised, percent] = [await box('raised'), await box('percent')];
    ok(percent.top < raised.bottom && percent.bottom > raised.top);
    equal(Math.round(percent.right), Math.round(made.element.getBoundingClientRect().right));
  });
}
