// A tree from the choice to its number, in every engine, on a page with a script tag alone. Whatever the page
// says is held against what the charity's own server reads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Adoption,
  createPlotExample,
  createSpeciesExample,
  type Plot,
  type Species,
} from '@kindcart/contract';
import { waitUntil } from '../../../../platform/src/testing/wait.ts';
import { type EngineName, engineNames } from '../../browsers/engines.ts';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { seesText } from '../testing/donor.ts';
import { openSite, type Site } from '../testing/site.ts';

const timeout = 180_000;
const picker = 'kind-tree-picker >>>';
const form = 'kind-donate-form';

let site: Site;
let species: Species;
let plot: Plot;
const browsers = new Map<EngineName, Browser>();

before(async () => {
  site = await openSite('charity-site');
  const projects = await site.charity.listProjects({});
  assert(projects.ok);
  const project = projects.value.items.find(({ currency }) => currency === 'CNY');
  assert(project);
  const made = await site.charity.createSpecies({
    body: createSpeciesExample,
    idempotencyKey: 'adopting-species',
  });
  assert(made.ok, JSON.stringify(made));
  species = made.value;
  const land = await site.charity.createPlot({
    body: { ...createPlotExample, projectId: project.id, speciesIds: [species.id] },
    idempotencyKey: 'adopting-plot',
  });
  assert(land.ok, JSON.stringify(land));
  plot = land.value;
});

after(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  assert.match(await site.close(), /The books are clean\./);
});

/** Opens a page with a picker, and sees at the end that it stayed clean. */
async function visit(engine: EngineName, fragment: string, act: (page: Page) => Promise<void>) {
  const browser = browsers.get(engine) ?? (await launch(engine, { width: 900, height: 1_000 }));
  browsers.set(engine, browser);
  const address = site.show(`<!doctype html>
    <html lang="en">
      <title>Trees</title>
      <link rel="icon" href="/images/mark.svg">
      <script type="module" src="/sdk/kindcart.js" data-key="${site.publishableKey}"></script>
      <kind-tree-picker><a href="/">The charity</a></kind-tree-picker>
    </html>`);
  const page = await browser.newPage();
  try {
    await page.goto(`${address}${fragment}`);
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
  } finally {
    await page.close();
  }
}

const sees = (page: Page, part: string, text: RegExp) =>
  seesText(page, `${picker} [part=${part}]`, text);

async function choose(page: Page): Promise<void> {
  await page.click(`${picker} [part=species] [part=choose]`);
  await page.click(`${picker} [part=plot] [part=choose]`);
  await page.waitFor(`${picker} [part=any]`);
}

/** Pays what the form asks for, in the sandbox. */
async function pay(page: Page): Promise<void> {
  await page.waitFor(`${form} >>> [part=settled]`);
  await page.click(`${form} >>> [part=submit]`);
  await page.fill(`${form} input[id$="-number"]`, '4242 4242 4242 4242');
  await page.fill(`${form} input[id$="-expiry"]`, '12/39');
  await page.fill(`${form} input[id$="-cvc"]`, '123');
  await page.click(`${form} >>> [part=submit]`);
}

/** The adoption that a page invites to, as the platform has it. */
async function adoptionAt(link: string): Promise<Adoption> {
  const adoptionId = /#adopt=(adp_\w+)$/.exec(link)?.[1];
  assert(adoptionId);
  const found = await site.charity.getAdoption({
    params: { adoptionId: `adp_${adoptionId.slice(4)}` },
  });
  assert(found.ok, JSON.stringify(found));
  return found.value;
}

/** Number of the tree that a page says. */
async function treeOn(page: Page): Promise<number> {
  await sees(page, 'title', /^\s*Tree \d+ /);
  const text = await page.text(`${picker} [part=title]`);
  return Number(/Tree (\d+)/.exec(text)?.[1]);
}

for (const [place, engine] of engineNames.entries()) {
  test(`holds a chosen place over a reload, and adopts the tree there, in ${engine}`, {
    timeout,
  }, async () => {
    const wanted = 20 + place;
    await visit(engine, '', async (page) => {
      await choose(page);
      await page.click(`${picker} [part=on-plan]`);
      await page.fill(`${picker} #place-number`, String(wanted));
      await page.click(`${picker} [part=take]`);
      await page.click(`${picker} [part=hold]`);
      await sees(
        page,
        'title',
        new RegExp(`Place ${wanted} of Minqin, north edge is held for you`),
      );
      await sees(page, 'countdown', /1[45]:\d\d\S* left to pay/);
      await page.reload();
      await sees(
        page,
        'title',
        new RegExp(`Place ${wanted} of Minqin, north edge is held for you`),
      );
      await pay(page);
      const number = await treeOn(page);
      const listed = await site.charity.listTrees({ query: { numbers: [number] } });
      assert(listed.ok, JSON.stringify(listed));
      const [tree] = listed.value.items;
      assert.deepEqual(
        [tree?.place.number, tree?.plotId, tree?.speciesId, tree?.state],
        [wanted, plot.id, species.id, 'planned'],
      );
      await page.waitFor(`${picker} [part=certificate]`);
      assert.deepEqual(
        await page.evaluate(() => localStorage.getItem('kindcart.trees')),
        `[${number}]`,
      );
    });
  });

  test(`adopts a tree by two people on pages of their own in ${engine}`, { timeout }, async () => {
    let link = '';
    await visit(engine, '', async (page) => {
      await choose(page);
      await page.click(`${picker} [part=any]`);
      await page.click(`${picker} .segments label:nth-child(3)`);
      await page.fill(`${picker} #team-name`, `Team of ${engine}`);
      await page.click(`${picker} [part=hold]`);
      await pay(page);
      await sees(page, 'title', /Your share is paid/);
      await sees(page, 'team', /1 share is missing/);
      link = await page.text(`${picker} [part=invitation]`);
    });
    assert.equal((await adoptionAt(link)).state, 'gathering');
    await visit(engine, link.replace(/^[^#]*/, ''), async (page) => {
      await sees(page, 'team', new RegExp(`Team of ${engine}[^]*1 share is missing`));
      await pay(page);
      await sees(page, 'title', new RegExp(`belongs to .*Team of ${engine}`));
    });
    const adoption = await adoptionAt(link);
    assert.deepEqual(
      [adoption.state, adoption.shares.map(({ state }) => state)],
      ['adopted', ['paid', 'paid']],
    );
  });

  test(`gives a held place back in ${engine}`, { timeout }, async () => {
    await visit(engine, '', async (page) => {
      await choose(page);
      await page.click(`${picker} [part=any]`);
      await page.click(`${picker} [part=hold]`);
      await page.waitFor(`${form} >>> [part=settled]`);
      const before = site.posts('/release');
      await page.click(`${picker} [part=give-back]`);
      await page.waitFor(`${picker} [part=hold]`);
      await waitUntil('the release', async () => site.posts('/release') === before + 1);
    });
  });
}
