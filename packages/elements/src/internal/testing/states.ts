import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { setViewport } from '@web/test-runner-commands';
import { brokenReferences, violations } from './accessibility.ts';
import {
  type ElementState,
  type ElementStates,
  type StageOptions,
  settle,
  stage,
} from './stage.ts';

/** The narrowest page, in CSS pixels, on which nothing may be cut off. */
const narrowest = 320;

/**
 * Registers the tests that hold for every element in every state: axe in light, contrast in dark,
 * references by id, both finished languages, and no sideways scrolling on the narrowest page from
 * right to left.
 */
export function testStates(states: ElementStates): void {
  for (const [name, state] of Object.entries(states)) {
    test(`${name}: passes axe, and every id that is referred to is there`, () =>
      withStage(state, {}, async (kit) => {
        deepEqual(await violations(kit), []);
        deepEqual(brokenReferences(kit), []);
      }));

    test(`${name}: has enough contrast in the dark`, () =>
      withStage(state, { theme: 'dark' }, async (kit) => {
        deepEqual(await violations(kit, ['color-contrast']), []);
      }));

    test(`${name}: fits ${narrowest} pixels, in Chinese and from right to left`, async (t) => {
      await setViewport({ width: narrowest, height: 800 });
      t.after(() => setViewport({ width: 800, height: 600 }));
      await withStage(state, { locale: 'zh-CN', dir: 'rtl' }, async () => {
        const { scrollWidth, clientWidth } = document.documentElement;
        equal(scrollWidth, clientWidth);
      });
    });
  }
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
