import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { setViewport } from '@web/test-runner-commands';
import { brokenReferences, violations } from './accessibility.ts';
import {
  type ElementState,
  type ElementStates,
  everything,
  type StageOptions,
  settle,
  stage,
} from './stage.ts';

/** The narrowest page, in CSS pixels, on which nothing may be cut off. */
const narrowest = 320;

/** English, the longest words, and words from right to left: what lies between them fits, too. */
const extremes = [
  { locale: 'en', dir: 'ltr' },
  { locale: 'de', dir: 'ltr' },
  { locale: 'ar', dir: 'rtl' },
] as const;

/** The other languages, of which each state is shown in one, in turn. */
const others = ['zh-CN', 'es', 'fr', 'ja', 'pt-BR'].map(
  (locale) => ({ locale, dir: 'ltr' }) as const,
);
function languagesOf(place: number) {
  const turn = place % others.length;
  return [...extremes, ...others.slice(turn, turn + 1)];
}

/**
 * Registers the tests that hold for every element in every state: axe in light, targets large
 * enough, contrast in dark, references by id, and no sideways scrolling on the narrowest page in four
 * languages, with axe once more.
 */
export function testStates(states: ElementStates): void {
  for (const [place, [name, state]] of Object.entries(states).entries()) {
    test(`${name}: passes axe, and every id that is referred to is there`, () =>
      withStage(state, {}, async (kit) => {
        deepEqual(await violations(kit), []);
        deepEqual(brokenReferences(kit), []);
      }));

    test(`${name}: has targets that a finger can hit`, () =>
      withStage(state, {}, async (kit) => {
        deepEqual(smallTargets(kit), []);
      }));

    test(`${name}: has enough contrast in the dark`, () =>
      withStage(state, { theme: 'dark' }, async (kit) => {
        deepEqual(await violations(kit, { only: ['color-contrast'] }), []);
      }));

    test(`${name}: fits ${narrowest} pixels and passes axe in other languages`, async (t) => {
      await setViewport({ width: narrowest, height: 800 });
      t.after(() => setViewport({ width: 800, height: 600 }));
      for (const options of languagesOf(place)) {
        await withStage(state, options, async (kit) => {
          const { scrollWidth, clientWidth } = document.documentElement;
          equal(scrollWidth, clientWidth, options.locale);
          // Colours are the same in every language.
          deepEqual(await violations(kit, { but: ['color-contrast'] }), [], options.locale);
        });
      }
    });
  }
}

/** Smallest side of what can be pressed, and of what is a button, in CSS pixels. */
const targetMin = { any: 24, button: 44 } as const;

/** Lists for a mouse are closer; the same rows are as high as buttons where a finger points. */
const closeRows = '.kind-cards li *';

/**
 * What can be pressed and is smaller than it should be. A field's label counts as its target; an
 * unstyled link is the page's own.
 */
function smallTargets(root: Element): string[] {
  const pressed = everything(root).filter(
    (element) =>
      element.matches('button, summary, input, textarea, :not([unstyled]) > [role=button]') &&
      element.checkVisibility(),
  );
  return pressed.flatMap((element) => {
    const target = element.closest('label') ?? element;
    const { width, height } = target.getBoundingClientRect();
    const isButton = element.matches(`:is(button, summary, [role=button]):not(${closeRows})`);
    const least = isButton ? targetMin.button : targetMin.any;
    const isSmall = Math.round(Math.min(width, height)) < least;
    return isSmall ? [`${element.localName}.${element.className} ${width} × ${height}`] : [];
  });
}

async function withStage(
  state: ElementState,
  options: StageOptions,
  check: (kit: HTMLElement) => Promise<void>,
): Promise<void> {
  const made = await stage(state, options);
  try {
    await settle(made.kit);
    await check(made.kit);
  } finally {
    made.close();
  }
}
