// The one-line script on a page of its own: this file defines nothing itself.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { charityItemExample, merchantExample, projectExample } from '@kindcart/contract';
import { type FakePlatform, openPlatform } from './internal/testing/platform.ts';
import { find, fragment, settle, until } from './internal/testing/stage.ts';

const page = document.createElement('main');
const project = projectExample.id;
const address = new URL('./kindcart.ts', import.meta.url).href;
let platform: FakePlatform;
/** Scores of everything that moved without a person's doing; only Chromium keeps them. */
const shifts: number[] = [];

/** Where everything on the page is. */
const places = () =>
  [...page.children].map((child) => {
    const { x, y, width, height } = child.getBoundingClientRect();
    return { tag: child.localName, x, y, width, height };
  });

/** The link is what people see of a donate button, before and after. */
const linkBox = () =>
  JSON.stringify(page.querySelector('kind-donate-button > a')?.getBoundingClientRect());

/** The links that are there for pages without the script, before they are hidden. */
const fallbacks = () => [...page.querySelectorAll('kind-monthly-plan > a')];

let early: {
  places: ReturnType<typeof places>;
  link: string | undefined;
  defined: boolean;
  fallbacks: boolean;
};

before(async () => {
  platform = openPlatform({});
  page.append(
    fragment(`
      <kind-donate-button project="${project}"><a href="#give">Donate</a></kind-donate-button>
      <kind-progress project="${project}"></kind-progress>
      <kind-charity-item item="${charityItemExample.id}"></kind-charity-item>
      <kind-charity-item item="${charityItemExample.id}" variant="card"></kind-charity-item>
      <kind-shop-impact merchant="${merchantExample.id}"></kind-shop-impact>
      <kind-donate-form project="${project}"></kind-donate-form>
      <kind-monthly-plan project="${project}">
        <a href="#monthly">Give each month</a>
        <p data-amount="20">Sand for one filter</p>
        <p data-amount="50">Pads</p>
        <a href="#monthly">Give each month</a>
      </kind-monthly-plan>
      <kind-tree-picker></kind-tree-picker>
      <kind-dialog label="About us"><p>We plant trees.</p></kind-dialog>
      <p>What stands below.</p>`),
  );
  document.body.append(page);
  const script = document.createElement('script');
  script.type = 'module';
  script.src = address;
  const settings = {
    key: 'pk_test_script',
    baseUrl: platform.baseUrl,
    locale: 'en',
    theme: 'dark',
  };
  Object.assign(script.dataset, settings);
  await new Promise((resolve, fail) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', fail);
    document.head.append(script);
  });
  early = {
    places: places(),
    link: linkBox(),
    defined: customElements.get('kind-donate-button') !== undefined,
    fallbacks: fallbacks().every((link) => link.checkVisibility()),
  };
  // What was painted before the script came is over with the next frame.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, 'value')));
    }).observe({ type: 'layout-shift' });
  }
});

after(() => {
  page.remove();
  platform.close();
});

test('fetches the code of the elements on the page, and of no others', async () => {
  await until(() => page.querySelectorAll(':not(:defined)').length === 0, 'all to be defined');
  equal(customElements.get('kind-kit'), undefined);
});

test('asks the platform that its own tag names, with the key of its tag', async () => {
  await find('kind-progress >>> [role=progressbar]', HTMLElement);
  deepEqual(
    [...new Set(platform.asked.map(({ url }) => url.searchParams.get('key')))],
    ['pk_test_script'],
  );
});

test('moves nothing from before the code came to after the data came', async () => {
  ok(!early.defined && early.fallbacks);
  await find('kind-donate-form >>> [part=amounts]', HTMLElement);
  await find('kind-monthly-plan >>> [part=tier]:enabled', HTMLElement);
  await settle(page);
  deepEqual(places(), early.places);
  equal(linkBox(), early.link);
  equal(
    shifts.reduce((sum, each) => sum + each, 0),
    0,
  );
});

for (const tag of ['kind-kit', 'kind-dialog']) {
  test(`finds a ${tag} that comes later`, async () => {
    const element = document.createElement(tag);
    page.append(element);
    await until(() => element.matches(':defined'), 'it to be defined');
  });
}

test('finds elements in a shadow root that it is shown', async () => {
  const { discover }: { discover: (root: ParentNode) => void } = await import(address);
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.append(fragment(`<kind-progress project="${project}"></kind-progress>`));
  page.append(host);
  discover(root);
  await until(
    () => root.querySelector('kind-progress')?.shadowRoot?.querySelector('[part=raised]'),
    'the sum',
  );
});

const tags = ['kind-donate-button', 'kind-progress', 'kind-donate-form', 'kind-dialog'] as const;

test('colours all elements as its own tag says, in shadow roots too, save in a kit', async (t) => {
  await import('./kit/kit/define.ts');
  const host = document.createElement('div');
  const kit = document.createElement('kind-kit');
  kit.theme = 'light';
  host.attachShadow({ mode: 'open' }).append(...tags.map((tag) => document.createElement(tag)));
  kit.append(...tags.map((tag) => document.createElement(tag)));
  document.body.append(host, kit);
  t.after(() => host.remove());
  t.after(() => kit.remove());
  await kit.updateComplete;
  const schemes = (root: ParentNode | null) =>
    [...(root?.children ?? [])].map((each) => getComputedStyle(each).colorScheme);
  deepEqual(schemes(host.shadowRoot), Array(tags.length).fill('dark'));
  deepEqual(schemes(kit), Array(tags.length).fill('light'));
  equal(getComputedStyle(page).colorScheme, 'normal');
});
