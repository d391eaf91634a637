import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { lockScroll } from './scroll-lock.ts';

const overflow = () => getComputedStyle(document.documentElement).overflowY;

test('holds the page until the last holder lets go', () => {
  const first = lockScroll();
  const second = lockScroll();
  equal(overflow(), 'hidden');
  first();
  first();
  equal(overflow(), 'hidden');
  second();
  equal(overflow(), 'visible');
});

test('leaves other style sheets of the page alone', () => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  lockScroll()();
  equal(document.adoptedStyleSheets.includes(sheet), true);
  equal(document.adoptedStyleSheets.length, 1);
  document.adoptedStyleSheets = [];
});
