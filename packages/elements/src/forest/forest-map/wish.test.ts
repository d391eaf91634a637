import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Tree, treeExample } from '@kindcart/contract';
import { aimOf, aimOfTrees, isDark } from './wish.ts';

const treeAt = (longitude: number, latitude: number): Tree => ({
  ...treeExample,
  place: { number: 1, position: [longitude, latitude] },
});

const aims: readonly [what: string, trees: readonly Tree[], bounds: readonly number[]][] = [
  ['one tree', [treeAt(103, 38)], [103, 38, 103, 38]],
  ['two trees', [treeAt(103, 38), treeAt(101, 39)], [101, 38, 103, 39]],
  [
    'trees of four corners',
    [treeAt(-70, -33), treeAt(103, 38), treeAt(-16, 15), treeAt(80, 41)],
    [-70, -33, 103, 41],
  ],
  ['trees on both sides of the equator', [treeAt(0, -1), treeAt(0, 1)], [0, -1, 0, 1]],
];

for (const [what, trees, bounds] of aims) {
  test(`looks at ${what} so that all are seen`, () => {
    deepEqual(aimOfTrees(trees), { bounds });
    deepEqual(aimOfTrees(trees.toReversed()), { bounds });
  });
}

test('looks at bounds as they are', () => {
  deepEqual(aimOf([1, 2, 3, 4]), { bounds: [1, 2, 3, 4] });
});

/** A host whose stage has a ground of a colour. */
function hostOf(t: TestContext, ground: string, scheme: string): HTMLElement {
  const host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).innerHTML = '<div class="stage"></div>';
  host.style.colorScheme = scheme;
  host.shadowRoot
    ?.querySelector<HTMLElement>('.stage')
    ?.style.setProperty('background-color', ground);
  document.body.append(host);
  t.after(() => host.remove());
  return host;
}

const grounds: readonly [ground: string, scheme: string, dark: boolean][] = [
  ['#ffffff', 'light', false],
  ['#101a2b', 'light', true],
  ['#101a2b', 'dark', true],
  ['rgb(255 255 255)', 'dark', false],
  ['rgb(0 200 0)', 'light', true],
  ['rgb(0 230 0)', 'light', false],
  ['rgb(0 0 255)', 'light', true],
  ['rgb(255 255 0)', 'light', false],
  ['light-dark(#fff, #111)', 'light', false],
  ['light-dark(#fff, #111)', 'dark', true],
  ['Canvas', 'light', false],
  ['Canvas', 'dark', true],
];

for (const [ground, scheme, dark] of grounds) {
  test(`takes ${ground} in a ${scheme} page for ${dark ? 'dark' : 'light'}`, (t) => {
    equal(isDark(hostOf(t, ground, scheme)), dark);
  });
}

test('takes a host that is not drawn yet for light', () => {
  equal(isDark(document.createElement('div')), false);
});
