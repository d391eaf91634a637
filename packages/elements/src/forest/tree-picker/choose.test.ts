// Which tree and which plot, in words of the reader.
import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { act, pierce, stage, until } from '../../internal/testing/stage.ts';
import { fullPlot, pine, plot, saxaul } from './sample.testing.ts';
import { forest, html, inside, page, picker, show, textOf } from './testing.ts';

async function showIn(t: TestContext, locale: string) {
  const made = await stage({ html, answers: forest }, { locale });
  t.after(made.close);
}

const all = (selector: string) => [
  ...(pierce('kind-tree-picker')?.shadowRoot?.querySelectorAll(selector) ?? []),
];
const texts = (selector: string) => all(selector).map(({ textContent }) => textContent?.trim());

const languages: readonly [string, string, string, string][] = [
  ['en', 'Choose a tree', 'Saxaul', 'CN¥25'],
  ['zh-CN', '选一种树', '梭梭', '¥25'],
  ['de', 'Wählen Sie einen Baum', 'Saxaul', '25 CN¥'],
];

for (const [locale, title, name, price] of languages) {
  test(`speaks ${locale}, and names the tree as it can`, async (t) => {
    await showIn(t, locale);
    await inside('[part=species]');
    deepEqual(
      [
        await textOf('[part=title]'),
        texts('h3')[0],
        texts('[part=price]')[0]?.replace('\u00a0', ' '),
      ],
      [title, name, price],
    );
  });
}

test('marks each text with the language that it is in', async (t) => {
  await showIn(t, 'de');
  await inside('[part=species]');
  equal(all('h3 span')[0]?.getAttribute('lang'), 'en');
  equal(all('.frame')[0]?.getAttribute('lang'), 'de');
  equal(all('i')[0]?.getAttribute('lang'), 'la');
});

test('says of a plot who plants there, when, and how much room there is', async (t) => {
  await show(t);
  await act(`click ${picker} [part=species] [part=choose]`);
  await inside('[part=plot]');
  const [open, full] = all('[part=plot]').map(({ textContent }) => textContent ?? '');
  match(open ?? '', /Minqin, north edge\s+China\s+Planted and looked after by 民勤绿洲志愿者协会/);
  match(open ?? '', /Planted from March to May\s+101 places left/);
  match(full ?? '', /Alxa, dune three[\s\S]*No place is free right now/);
});

test('offers a plot only for trees that are planted there', async (t) => {
  const only = { ...fullPlot, speciesIds: [pine.id], places: plot.places };
  await show(t, { listPlots: page({ ...plot, speciesIds: [saxaul.id] }, only) });
  await act(`click ${picker} [part=species]:nth-child(2) [part=choose]`);
  await inside('[part=plot]');
  deepEqual(texts('[part=plot] h3'), ['Alxa, dune three']);
});

test('goes back page by page, and keeps what was chosen', async (t) => {
  await show(t);
  await act(`click ${picker} [part=species]:nth-child(2) [part=choose]`);
  await act(`click ${picker} [part=plot] [part=choose]`);
  await act(`click ${picker} [part=any]`);
  match(await textOf('[part=summary]'), /Mongolian Scots pine · Minqin, north edge\s+CN¥60/);
  const pages = ['[part=any]', '[part=plot]', '[part=species]'];
  for (const selector of pages) {
    await act(`click ${picker} [part=back]`);
    await inside(selector);
  }
  equal(pierce(`${picker} [part=back]`), null);
});

test('begins anew when the page offers something else', async (t) => {
  const { element } = await show(t);
  await act(`click ${picker} [part=species] [part=choose]`);
  await inside('[part=plot]');
  element.species = pine.id;
  await until(
    () => !pierce(`${picker} [part=plot]`) && pierce(`${picker} [part=species]`),
    'trees',
  );
});

test('shows what the page says instead where there is nothing to adopt', async (t) => {
  const { element } = await show(t, { listPlots: page() });
  match(await textOf('[part=note]'), /no tree to adopt/);
  const slot = element.shadowRoot?.querySelector('slot:not([name])');
  equal(slot instanceof HTMLSlotElement && slot.assignedElements()[0]?.textContent, 'Our trees');
});
