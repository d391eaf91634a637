import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import '../../giving/progress/define.ts';
import { find, fragment, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import './define.ts';
import { states } from './kit.states.ts';
import { KindKit } from './kit.ts';

testStates(states);

const progress = `<kind-progress project="${projectExample.id}"></kind-progress>`;
const shown = 'kind-progress >>>';

test('has its settings in attributes however they are set', () => {
  const kit = new KindKit();
  kit.publishableKey = 'pk_test_1';
  kit.baseUrl = 'https://give.example';
  kit.locale = 'zh-CN';
  kit.theme = 'dark';
  equal(kit.getAttribute('key'), 'pk_test_1');
  equal(kit.getAttribute('base-url'), 'https://give.example');
  equal(kit.getAttribute('locale'), 'zh-CN');
  equal(kit.theme, 'dark');
  kit.setAttribute('theme', 'purple');
  equal(kit.theme, null);
  kit.locale = null;
  equal(kit.hasAttribute('locale'), false);
});

test('changes the language of everything below it while the page is open', async (t) => {
  const { kit, close } = await stage({ html: progress });
  t.after(close);
  const meta = await find(`${shown} [part=meta]`, HTMLElement);
  match(meta.textContent ?? '', /391 gifts/);
  kit.setAttribute('locale', 'zh-CN');
  await until(
    async () => (await find(`${shown} [part=meta]`, HTMLElement)).textContent?.includes('笔捐款'),
    'Chinese',
  );
  equal((await find(`${shown} [lang]`, HTMLElement)).lang, 'zh-CN');
});

test('turns what is below it when it speaks Arabic, and back', async (t) => {
  const { kit, element, close } = await stage({ html: progress });
  t.after(close);
  const sideOf = async () => {
    const { left, right } = (await find(`${shown} .fill`, HTMLElement)).getBoundingClientRect();
    const host = element.getBoundingClientRect();
    return left === host.left ? 'left' : right === host.right && 'right';
  };
  for (const [locale, side] of [
    ['en', 'left'],
    ['ar-EG', 'right'],
    ['de', 'left'],
  ] as const) {
    kit.setAttribute('locale', locale);
    await until(async () => (await sideOf()) === side, `${locale} to begin at the ${side}`);
  }
});

test('colours what is below it', async (t) => {
  const { kit, element, close } = await stage({ html: progress });
  t.after(close);
  for (const theme of ['dark', 'light']) {
    kit.setAttribute('theme', theme);
    equal(getComputedStyle(element).colorScheme, theme);
  }
});

test('gives its key to an element that stands in it later', async (t) => {
  const { kit, platform, close } = await stage({ html: '<p>Soon.</p>' });
  t.after(close);
  kit.append(fragment(progress));
  await until(() => platform.asked.length > 0, 'it to ask');
  equal(platform.asked[0]?.url.searchParams.get('key'), kit.getAttribute('key'));
});
