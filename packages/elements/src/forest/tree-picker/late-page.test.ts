// A page whose code is still on its way: focus goes to its title once it is there, and only from here.
import { equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { find, until } from '../../internal/testing/stage.ts';
import { html, show } from './testing.ts';
import { KindTreePicker } from './tree-picker.ts';

/** A picker that fetches the code behind its first pages when it is let. */
class LatePicker extends KindTreePicker {
  readonly way = Promise.withResolvers<void>();

  protected override readonly loads = {
    way: () => this.way.promise.then(() => import('./way.ts')),
    form: () => import('../../giving/donate-form/define.ts'),
  };
}
customElements.define('x-late-picker', LatePicker);

const at = (selector: string) => find(`x-late-picker >>> ${selector}`, HTMLElement);

/** Chooses a kind and a plot by keys, and comes to a page that is not there yet. */
async function waitForPlaces(t: TestContext) {
  const { element, kit } = await show(t, {}, { html: html.replaceAll('kind-tree', 'x-late') });
  ok(element instanceof LatePicker);
  for (const part of ['species', 'plot']) {
    const choose = await at(`[part=${part}] [part=choose]`);
    choose.focus();
    choose.click();
  }
  await until(() => !element.shadowRoot?.querySelector('#title'), 'the page to be on its way');
  return { element, kit };
}

test('puts focus on the title of a page that had to be fetched first', async (t) => {
  const { element } = await waitForPlaces(t);
  equal(element.shadowRoot?.activeElement, null);
  element.way.resolve();
  const title = await at('[part=any]').then(() => at('#title'));
  equal(element.shadowRoot?.activeElement, title);
});

test('leaves focus where the donor has put it since', async (t) => {
  const { element, kit } = await waitForPlaces(t);
  const other = document.createElement('input');
  kit.append(other);
  other.focus();
  element.way.resolve();
  await at('[part=any]');
  equal(document.activeElement, other);
});
