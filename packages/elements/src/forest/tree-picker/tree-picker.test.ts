// The choice, and what is fetched for it.
import { equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../internal/testing/platform.ts';
import { act, find, pierce, until } from '../../internal/testing/stage.ts';
import { fullPlot, pine, plot, saxaul } from './sample.testing.ts';
import { click, forest, form, html, inside, page, picker, show, textOf } from './testing.ts';
import { KindTreePicker } from './tree-picker.ts';

/** A picker whose code behind the first pages cannot be fetched before it is told that it can. */
class LonelyPicker extends KindTreePicker {
  reaches: 'nothing' | 'way' | 'form' = 'nothing';

  protected override readonly loads = {
    way: () =>
      this.reaches === 'nothing'
        ? Promise.reject(new TypeError('Failed to fetch'))
        : import('./way.ts'),
    form: () =>
      this.reaches === 'form'
        ? import('../../giving/donate-form/define.ts')
        : Promise.reject(new TypeError('Failed to fetch')),
  };
}
customElements.define('x-lonely-picker', LonelyPicker);

test('shows what can be adopted, and to scale how it grows', async (t) => {
  await show(t);
  equal(await textOf('[part=price]'), 'CN¥25');
  const told = (await inside('[part=growth]')).getAttribute('aria-label') ?? '';
  match(told, /1 yr: \d+ cm, 5 yrs: 2\.1 m, 10 yrs: 3\.4 m, 20 yrs: 4\.3 m\..*1\.7 m/);
  const heightOf = (selector: string) => {
    const drawn = pierce(`${picker} ${selector}`);
    ok(drawn);
    return drawn.getBoundingClientRect().height;
  };
  const people = heightOf('.person') / 170;
  const grown = [...(pierce(`${picker} .growth svg`)?.querySelectorAll('.crown') ?? [])].at(-1);
  const crown = grown?.getBoundingClientRect();
  const ground = pierce(`${picker} .ground`)?.getBoundingClientRect();
  ok(crown && ground);
  const treeCm = (ground.bottom - crown.top) / people;
  ok(Math.abs(treeCm - 430) < 20, `it is drawn ${treeCm} cm high`);
});

test('fetches again what could not be fetched, when a person says so', async (t) => {
  const lonely = html.replaceAll('kind-tree-picker', 'x-lonely-picker');
  const { element } = await show(t, {}, { html: lonely });
  const at = (selector: string) => find(`x-lonely-picker >>> ${selector}`, HTMLElement);
  ok(element instanceof LonelyPicker);
  (await at('[part=species] [part=choose]')).click();
  (await at('[part=plot] [part=choose]')).click();
  const retry = await at('[part=retry]');
  element.reaches = 'way';
  retry.click();
  (await at('[part=any]')).click();
  (await at('[part=hold]')).click();
  const again = await at('[part=retry]');
  element.reaches = 'form';
  again.click();
  await find(`${form} [part=settled]`, HTMLElement);
});

const narrowed: readonly [string, string, string][] = [
  ['plot', plot.id, 'ids'],
  ['project', plot.projectId, 'projectId'],
  ['species', saxaul.id, 'limit'],
];

for (const [attribute, id, query] of narrowed) {
  test(`offers only what belongs to a ${attribute}`, async (t) => {
    const scene = {
      html: html.replace('<kind-tree-picker', `<kind-tree-picker ${attribute}="${id}"`),
    };
    const { asked } = await show(t, { listPlots: page(plot) }, scene);
    await inside('[part=species]');
    const params = asked('listPlots')[0]?.url.searchParams;
    ok(params?.has(query), String(params));
    if (attribute === 'species') {
      equal(asked('listSpecies')[0]?.url.searchParams.get('ids'), saxaul.id);
    }
    await act(`click ${picker} [part=choose]`);
    if (attribute !== 'plot') await act(`click ${picker} [part=plot] [part=choose]`);
    await inside('[part=any]');
    await click('back');
    await inside(attribute === 'plot' ? '[part=species]' : '[part=plot]');
  });
}

test('moves focus to the new page from the one before it', async (t) => {
  const { element } = await show(t);
  const button = await inside('[part=species] [part=choose]');
  button.focus();
  button.click();
  await until(() => element.shadowRoot?.activeElement?.id === 'title', 'focus on the title');
});

test('offers no choice of a plot that is full', async (t) => {
  await show(t, { listPlots: page(fullPlot) });
  await act(`click ${picker} [part=species] [part=choose]`);
  equal(await textOf('[part=left]'), 'No place is free right now');
  equal(pierce(`${picker} [part=plot] [part=choose]`), null);
});

test('asks again when a person says so', async (t) => {
  const { answer } = await show(t, { listSpecies: problem('internal') });
  await inside('[part=retry]');
  answer({ ...forest, listSpecies: page(pine) });
  await click('retry');
  equal(await textOf('h3'), 'Mongolian Scots pine');
});
