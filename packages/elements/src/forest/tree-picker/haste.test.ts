// Clicks as soon as there is something to click lose nothing.
import { equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { until } from '../../internal/testing/stage.ts';
import { hear, show } from './testing.ts';

/** Clicks each of these at once when it is drawn, before the browser does anything else. */
function clickAtOnce(t: TestContext, root: ShadowRoot, ...parts: readonly string[]) {
  const left = [...parts];
  const observer = new MutationObserver(() => {
    const button = root.querySelector(left[0] ?? 'no-more');
    if (!(button instanceof HTMLElement)) return;
    left.shift();
    button.click();
  });
  observer.observe(root, { subtree: true, childList: true, attributes: true });
  t.after(() => observer.disconnect());
  return left;
}

test('holds a place for who goes on at once, whatever is still on its way', async (t) => {
  const { chosen } = hear(t);
  const { asked, element } = await show(t);
  const root = element.shadowRoot;
  if (!root) throw new Error('The picker has no shadow root.');
  const left = clickAtOnce(
    t,
    root,
    '[part=species] [part=choose]',
    '[part=plot] [part=choose]',
    '[part=any]',
    '[part=hold]',
  );
  await until(() => left.length === 0, 'all clicks');
  await until(() => asked('createAdoption').length === 1, 'the wish');
  equal(chosen.length, 1);
});
