/** Draws one view of the picker on a page by itself, for tests of what it says and how it is marked. */
import type { TestContext } from 'node:test';
import { render, type TemplateResult } from 'lit';
import { forestFiles } from '../../internal/forest-words.ts';
import { adopting } from '../../locales/adopting.en.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';

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

/** All that may stand in a name: markup, a sign that turns the line around, and no place to break. */
export const hostileName = `<img src=x onerror=alert(1)>\u202e"'&amp;${'x'.repeat(40)}`;
