import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  readTheme,
  type SettingName,
  type SettingValues,
  settingsChanged,
  watchSettings,
} from './settings.ts';
import { connectionOf, localeOf, type Misconfiguration } from './surroundings.ts';
import { fragment } from './testing/stage.ts';

/** Puts markup on the page and finds the element in it whose settings are asked for. */
function page(t: TestContext, html: string): Element {
  const host = document.createElement('main');
  host.append(fragment(html));
  document.body.append(host);
  t.after(() => host.remove());
  const element = host.querySelector('[data-here]');
  if (!element) throw new Error('Nothing is marked with data-here.');
  return element;
}

function metas(t: TestContext, values: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(values)) {
    const meta = document.createElement('meta');
    Object.assign(meta, { name: `kindcart:${name}`, content });
    document.head.append(meta);
    t.after(() => meta.remove());
  }
}

function script(t: TestContext, values: Readonly<Partial<Record<SettingName, string>>>): void {
  const place = Symbol.for('kindcart.script');
  Reflect.set(window, place, values);
  t.after(() => Reflect.deleteProperty(window, place));
}

const good = { ok: true, baseUrl: 'https://give.example', key: 'pk_test_1' } as const;

test('takes what the element itself says first', (t) => {
  const element = page(
    t,
    '<kind-kit key="pk_test_kit" base-url="https://kit.example"><i data-here></i></kind-kit>',
  );
  deepEqual(connectionOf(element, { key: good.key, baseUrl: good.baseUrl }), good);
});

test('takes each setting from the nearest kit that has it', (t) => {
  const element = page(
    t,
    `<kind-kit key="pk_test_far" base-url="https://give.example">
      <kind-kit key="pk_test_1"><kind-kit locale="zh-CN"><i data-here></i></kind-kit></kind-kit>
    </kind-kit>`,
  );
  deepEqual(connectionOf(element, {}), good);
  equal(localeOf(element, {}), 'zh-CN');
});

test('finds kits through shadow roots and slots', (t) => {
  const host = page(t, '<div data-here><i></i></div>');
  const root = host.attachShadow({ mode: 'open' });
  root.append(
    fragment(
      '<kind-kit key="pk_test_1" base-url="https://give.example"><slot></slot><b></b></kind-kit>',
    ),
  );
  for (const element of [host.querySelector('i'), root.querySelector('b')]) {
    deepEqual(element && connectionOf(element, {}), good);
  }
});

test('takes the page’s meta elements after kits, and the script’s attributes last', (t) => {
  const element = page(t, '<i data-here></i>');
  script(t, { key: 'pk_test_script', 'base-url': 'https://give.example', locale: 'fr' });
  deepEqual(connectionOf(element, {}), { ...good, key: 'pk_test_script' });
  metas(t, { key: 'pk_test_1', locale: 'zh-CN' });
  deepEqual(connectionOf(element, {}), good);
  equal(localeOf(element, {}), 'zh-CN');
});

test('takes the page’s theme from its meta element, then from the script, and no nonsense', (t) => {
  const scheme = () => getComputedStyle(document.documentElement).getPropertyValue('--_scheme');
  script(t, { theme: 'purple' });
  readTheme();
  equal(scheme(), '');
  script(t, { theme: 'dark' });
  metas(t, { theme: 'auto' });
  readTheme();
  equal(scheme(), 'light dark');
});

const addresses: readonly [written: string, read: string][] = [
  ['https://give.example/', 'https://give.example'],
  ['https://give.example/api/', 'https://give.example/api'],
  ['https://give.example/?a=1#b', 'https://give.example'],
  ['/', location.origin],
  ['/kindcart', `${location.origin}/kindcart`],
];

for (const [written, read] of addresses) {
  test(`reads the address ${written}`, (t) => {
    deepEqual(connectionOf(page(t, '<i data-here></i>'), { ...good, baseUrl: written }), {
      ...good,
      baseUrl: read,
    });
  });
}

const wrong: readonly [own: SettingValues, problem: Misconfiguration][] = [
  [{ baseUrl: good.baseUrl }, 'key_missing'],
  [{ ...good, key: 'sk_test_1' }, 'key_secret'],
  [{ ...good, key: 'test' }, 'key_malformed'],
  [{ ...good, key: 'pk_test_1 ' }, 'key_malformed'],
  [{ key: good.key }, 'base_url_missing'],
  [{ ...good, baseUrl: 'javascript:alert(1)' }, 'base_url_invalid'],
  [{ ...good, baseUrl: 'ftp://give.example' }, 'base_url_invalid'],
  [{ ...good, baseUrl: 'https://' }, 'base_url_invalid'],
];

for (const [own, problem] of wrong) {
  test(`refuses ${own.key} at ${own.baseUrl}: ${problem}`, (t) => {
    deepEqual(connectionOf(page(t, '<i data-here></i>'), own), { ok: false, problem });
  });
}

const languages: readonly [html: string, own: string | undefined, locale: string][] = [
  ['<p lang="zh-CN"><i data-here></i></p>', undefined, 'zh-CN'],
  ['<p lang="de"><i data-here lang="ar"></i></p>', undefined, 'ar'],
  ['<p lang="de"><i data-here></i></p>', 'zh-cn', 'zh-CN'],
  ['<p lang="de"><i data-here></i></p>', 'no such tag!', 'en'],
];

for (const [html, own, locale] of languages) {
  test(`speaks ${locale} in ${html} with ${own ?? 'nothing'} of its own`, (t) => {
    equal(localeOf(page(t, html), { locale: own }), locale);
  });
}

test('tells readers of a change until they stop', () => {
  let told = 0;
  const stop = watchSettings(() => {
    told += 1;
  });
  settingsChanged();
  stop();
  settingsChanged();
  equal(told, 1);
});
