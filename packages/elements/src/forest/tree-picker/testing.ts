/** What the tests of the picker share. */
import { ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { donationStatusExample, testCards } from '@kindcart/contract';
import { render, type TemplateResult } from 'lit';
import type { KindTreeAdoptedEvent, KindTreeChosenEvent } from '../../events/tree.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import type { Answers } from '../../internal/testing/platform.ts';
import { act, fill, find, type Scene, stage } from '../../internal/testing/stage.ts';
import { adopting } from '../../locales/adopting.en.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import '../../kit/kit/define.ts';
// Here already, since fetching its many files is slow from source.
import '../../giving/donate-form/define.ts';
import './define.ts';
import './way.ts';
import { adoptionFor, fullPlot, pine, places, plot, saxaul } from './sample.testing.ts';
import { KindTreePicker } from './tree-picker.ts';

/** Where selectors step into the picker's shadow root. */
export const picker = 'kind-tree-picker >>>';
/** Where they step into the form's. */
export const form = 'kind-donate-form >>>';
export const html = '<kind-tree-picker><a href="/trees">Our trees</a></kind-tree-picker>';

export const page = <Item>(...items: readonly Item[]) =>
  ({ body: { items, nextCursor: null } }) as const;

/** A platform with two kinds of trees, one plot that is full, and one with places. */
export const forest: Answers = {
  listPlots: page(plot, fullPlot),
  listSpecies: page(saxaul, pine),
  listPlaces: { body: places },
  createAdoption: () => ({ status: 201, body: adoptionFor(15 * 60) }),
  getAdoption: () => ({ body: adoptionFor(15 * 60) }),
};

/** Puts a picker on the page, with a platform that says what it was asked. */
export async function show(t: TestContext, answers: Answers = {}, scene: Partial<Scene> = {}) {
  localStorage.removeItem('kindcart.trees');
  const made = await stage({ html, ...scene, answers: { ...forest, ...answers } });
  t.after(made.close);
  const { element, platform } = made;
  ok(element instanceof KindTreePicker);
  const asked = (endpoint: string) => platform.asked.filter((each) => each.endpoint === endpoint);
  return {
    ...made,
    element,
    asked,
    answer: (next: Answers) => platform.answer({ ...forest, ...next }),
  };
}

/** Waits for something inside the picker. */
export const inside = (selector: string) => find(`${picker} ${selector}`, HTMLElement);
/** Its text. */
export const textOf = async (selector: string) =>
  (await inside(selector)).textContent?.trim() ?? '';
export const click = (part: string) => act(`click ${picker} [part=${part}]`);

/** Chooses a tree and a plot. */
export async function toPlace(): Promise<void> {
  await act(`click ${picker} [part=species] [part=choose]`);
  await act(`click ${picker} [part=plot] [part=choose]`);
  await inside('[part=any]');
}

/** Takes any place, and comes to the question whose tree it is. */
export async function toWho(): Promise<void> {
  await toPlace();
  await click('any');
  await inside('[part=hold]');
}

/** Has a place held, and waits for the form in which it is paid. */
export async function toHeld(): Promise<void> {
  await toWho();
  await click('hold');
  await find('kind-donate-form >>> [part=settled]', HTMLElement);
}

/** Pays in the form. */
export async function pay(number: string = testCards.succeeds): Promise<void> {
  const card = 'kind-donate-form .kind-card';
  await act('click kind-donate-form >>> [part=submit]');
  fill(await find(`${card} > .kind-field input`, HTMLInputElement), number);
  fill(await find(`${card} .kind-row > :first-child input`, HTMLInputElement), '1240');
  fill(await find(`${card} .kind-row > :last-child input`, HTMLInputElement), '123');
  await act('click kind-donate-form >>> [part=submit]');
}

/** How the platform says that a donation is paid. */
export const paid = { body: { ...donationStatusExample, state: 'succeeded' } } as const;

/** What the page hears of the picker. */
export function hear(t: TestContext) {
  const chosen: KindTreeChosenEvent[] = [];
  const trees: KindTreeAdoptedEvent[] = [];
  const onChosen = (event: KindTreeChosenEvent) => chosen.push(event);
  const onAdopted = (event: KindTreeAdoptedEvent) => trees.push(event);
  document.addEventListener('kind-tree-chosen', onChosen);
  document.addEventListener('kind-tree-adopted', onAdopted);
  t.after(() => {
    document.removeEventListener('kind-tree-chosen', onChosen);
    document.removeEventListener('kind-tree-adopted', onAdopted);
  });
  return { chosen, trees };
}

/** A view on the page, until the test is over. */
export interface Drawn {
  readonly place: HTMLElement;
  /** Draws the view as it is now. */
  readonly again: (view: TemplateResult) => void;
  readonly one: (selector: string) => Element | null;
  readonly all: (selector: string) => Element[];
  /** What a selector's first match says, without the room between words. */
  readonly text: (selector: string) => string | undefined;
}

/** Puts one view of the picker on the page, without the rest. */
export function draw(t: TestContext, view: TemplateResult, dir: 'ltr' | 'rtl' = 'ltr'): Drawn {
  const place = document.createElement('div');
  place.dir = dir;
  document.body.append(place);
  render(view, place);
  t.after(() => place.remove());
  const one = (selector: string) => place.querySelector(selector);
  return {
    place,
    again: (next) => void render(next, place),
    one,
    all: (selector) => [...place.querySelectorAll(selector)],
    text: (selector) => one(selector)?.textContent?.replace(/\s+/g, ' ').trim(),
  };
}

/** The words of a language, fetched as a page does. */
export async function wordsIn(locale: string): Promise<WordsOfAdopting> {
  return (await forestFiles.fetch(locale)) ?? adopting;
}
