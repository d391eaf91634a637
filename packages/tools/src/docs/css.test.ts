import assert from 'node:assert/strict';
import { test } from 'node:test';
import { styleFacts, variableUses } from './css.ts';

test('reads uses inside the fallbacks of others, and none in comments', () => {
  assert.deepEqual(variableUses('a { gap: var(--a, var(--b, calc(1px + 2px))); /* var(--c) */ }'), [
    { name: '--a', fallback: 'var(--b, calc(1px + 2px))' },
    { name: '--b', fallback: 'calc(1px + 2px)' },
  ]);
});

const shared = ':host { --_accent: var(--kind-accent, green); --_gap: var(--kind-gap, 1rem); }';

test('counts what is taken straight and through an alias that is used', () => {
  const { taken } = styleFacts(
    'b { color: var(--_accent); border: var(--kind-edge) solid; }',
    shared,
  );
  assert.deepEqual([...taken], ['--kind-accent', '--kind-edge']);
});

test('does not count an alias that the styles make and never use', () => {
  assert.deepEqual([...styleFacts(shared).taken], []);
});

test('follows aliases of aliases and survives a circle', () => {
  const css = ':host { --_a: var(--_b); --_b: var(--_a, var(--kind-x)); } b { color: var(--_a); }';
  assert.deepEqual([...styleFacts(css).taken], ['--kind-x']);
});

test('gives the fallback of the last rule, in one line', () => {
  const css = `
    b { color: var(--kind-accent, green); }
    @supports (color: light-dark(red, red)) {
      b { color: var(--kind-accent, light-dark(
        green,
        lime
      )); }
    }`;
  assert.equal(styleFacts(css).fallbacks.get('--kind-accent'), 'light-dark(green, lime)');
});

test('opens aliases in a fallback, and leaves the fallbacks of public properties to them', () => {
  const css =
    'b { color: var(--kind-bar, var(--_accent)); gap: var(--kind-x, calc(var(--_gap) * 2)); }';
  const { fallbacks } = styleFacts(css, shared);
  assert.equal(fallbacks.get('--kind-bar'), 'var(--kind-accent)');
  assert.equal(fallbacks.get('--kind-x'), 'calc(var(--kind-gap) * 2)');
});
