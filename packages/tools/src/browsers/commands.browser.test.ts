// That the commands which tests of elements rely on are real input in every engine.
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';

function page(t: TestContext, html: string): HTMLElement {
  const host = document.createElement('div');
  host.append(document.createRange().createContextualFragment(html));
  document.body.append(host);
  t.after(() => host.remove());
  return host;
}

test('types into a focused field with trusted events', async (t) => {
  const field = page(t, '<input>').querySelector('input');
  ok(field);
  let trusted = true;
  field.addEventListener('keydown', (event) => {
    trusted &&= event.isTrusted;
  });
  field.focus();
  await sendKeys({ type: 'ab1' });
  await sendKeys({ press: 'Backspace' });
  equal(field.value, 'ab');
  ok(trusted);
});

test('moves focus with Tab', async (t) => {
  const [first, second] = page(t, '<button>1</button><button>2</button>').querySelectorAll(
    'button',
  );
  first?.focus();
  await sendKeys({ press: 'Tab' });
  equal(document.activeElement, second);
  await sendKeys({ press: 'Shift+Tab' });
  equal(document.activeElement, first);
});

test('clicks with the mouse', async (t) => {
  const button = page(t, '<button>Give</button>').querySelector('button');
  ok(button);
  const clicks: boolean[] = [];
  button.addEventListener('click', (event) => clicks.push(event.isTrusted));
  const { x, y, width, height } = button.getBoundingClientRect();
  const position: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
  await sendMouse({ type: 'click', position });
  deepEqual(clicks, [true]);
});

test('changes the width of the page', async () => {
  await setViewport({ width: 500, height: 600 });
  equal(innerWidth, 500);
  await setViewport({ width: 800, height: 600 });
});

test('emulates media features in Chromium, and says so elsewhere', async () => {
  const dark = { colorScheme: 'dark', reducedMotion: 'reduce' } as const;
  if (!navigator.userAgent.includes('Chrome/')) {
    await rejects(emulateMedia(dark), /Test this in Chromium/);
    return;
  }
  await emulateMedia(dark);
  ok(matchMedia('(prefers-color-scheme: dark)').matches);
  ok(matchMedia('(prefers-reduced-motion: reduce)').matches);
  await emulateMedia({ forcedColors: 'active' });
  ok(matchMedia('(forced-colors: active)').matches);
  await emulateMedia({
    colorScheme: 'light',
    reducedMotion: 'no-preference',
    forcedColors: 'none',
  });
});
