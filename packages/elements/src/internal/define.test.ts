import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { defineElement } from './define.ts';

test('defines an element once, and leaves the first where two copies meet', () => {
  class First extends HTMLElement {}
  class Second extends HTMLElement {}
  defineElement('kind-test-define', First);
  defineElement('kind-test-define', Second);
  equal(customElements.get('kind-test-define'), First);
});
