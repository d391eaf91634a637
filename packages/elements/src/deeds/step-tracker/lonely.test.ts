// Code that cannot be fetched: the element says so, asks for it no more by itself, and again when a person says so.
import { equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { find, pierce, settle, stage } from '../../internal/testing/stage.ts';
import { listing, openChallenge } from '../testing.ts';
import '../../kit/kit/define.ts';
import { Body } from './body.ts';
import { KindStepTracker } from './step-tracker.ts';

type Piece = 'body' | 'files' | 'more';

let reaches: ReadonlySet<Piece> = new Set();
let asked: Piece[] = [];

async function fetched<Module>(piece: Piece, load: () => Promise<Module>): Promise<Module> {
  asked.push(piece);
  if (!reaches.has(piece)) throw new TypeError('Failed to fetch');
  return load();
}

class LonelyBody extends Body {
  protected override readonly loads = {
    files: () => fetched('files', () => import('./import-panel.ts')),
    more: () => fetched('more', () => import('./more.ts')),
  };
}

class LonelyTracker extends KindStepTracker {
  protected override readonly loads = {
    body: () => fetched('body', async () => ({ Body: LonelyBody })),
  };
}
customElements.define('x-lonely-tracker', LonelyTracker);

const html = `<x-lonely-tracker challenge="${openChallenge.id}"></x-lonely-tracker>`;
const at = (selector: string) => find(`x-lonely-tracker >>> ${selector}`, HTMLElement);

async function show(t: TestContext, { fragment = '', reached = new Set<Piece>() } = {}) {
  reaches = reached;
  asked = [];
  const listDeeds = { body: { items: [], nextCursor: null } };
  const made = await stage({ html, fragment, answers: { listChallenges: listing(), listDeeds } });
  t.after(made.close);
  return made;
}

/** What failed is said, was asked for once, and stays so; then it can be reached, and a person asks again. */
async function tryAgain({ kit }: Awaited<ReturnType<typeof show>>, piece: Piece): Promise<void> {
  const retry = await at('[part=retry]');
  match(retry.closest('[part=note]')?.textContent ?? '', /could not be loaded.*Try again/s);
  await settle(kit);
  equal(asked.filter((each) => each === piece).length, 1);
  reaches = new Set(['body', piece]);
  retry.click();
}

test('says that counting and giving could not be fetched, and fetches them on demand', async (t) => {
  const made = await show(t);
  await tryAgain(made, 'body');
  ok(await at('[data-source=motion]'));
  equal(pierce('x-lonely-tracker >>> [part=retry]'), null);
});

test('says that the code for files could not be fetched, and fetches it on demand', async (t) => {
  const made = await show(t, { reached: new Set(['body']) });
  (await at('[data-source=import]')).click();
  await tryAgain(made, 'files');
  ok(await at('[part=file]'));
});

test('says that the folds could not be fetched, and fetches them on demand', async (t) => {
  const made = await show(t, { reached: new Set(['body']) });
  (await at('.folds [part=more]')).click();
  await tryAgain(made, 'more');
  ok(await at('details'));
});

test('says so, too, where another device is to be joined', async (t) => {
  const fragment = `kind-move=mvt_${'a'.repeat(43)}`;
  const made = await show(t, { fragment, reached: new Set(['body']) });
  await tryAgain(made, 'more');
  ok(await at('[part=join]'));
});
