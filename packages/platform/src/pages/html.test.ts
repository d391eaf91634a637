import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostileText } from '../testing/hostile.ts';
import { html, safeUrl } from './html.ts';

test('writes text as text, in content and in attributes', () => {
  const text = `<b>&"'`;
  assert.equal(
    html`<p title="${text}">${text}</p>`.toString(),
    '<p title="&lt;b&gt;&amp;&quot;&#39;">&lt;b&gt;&amp;&quot;&#39;</p>',
  );
});

test('keeps markup in markup, and lists of it', () => {
  const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
  assert.equal(html`<ul>${items}</ul>`.toString(), '<ul><li>a</li><li>&lt;</li></ul>');
});

test('writes nothing for what is not there, and numbers as they are', () => {
  assert.equal(html`[${false}${null}${undefined}${0}]`.toString(), '[0]');
});

test('lets no text out of its place, whatever it is', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const written = html`${text}`.toString();
      assert.doesNotMatch(written, /[<>"']/);
      const back = written.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) =>
        entity === '&amp;'
          ? '&'
          : entity === '&lt;'
            ? '<'
            : entity === '&gt;'
              ? '>'
              : entity === '&quot;'
                ? '"'
                : "'",
      );
      assert.equal(back, text);
    }),
  );
});

const addresses: readonly [text: string | undefined, href: string | undefined][] = [
  ['https://charity.example/a.jpg', 'https://charity.example/a.jpg'],
  ['http://localhost:8787/a.jpg', 'http://localhost:8787/a.jpg'],
  ['javascript:alert(1)', undefined],
  ['JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['blob:https://x/1', undefined],
  ['//evil.example/a', undefined],
  ['/a.jpg', undefined],
  ['', undefined],
  [undefined, undefined],
];

for (const [text, href] of addresses) {
  test(`finds ${text} ${href === undefined ? 'no address to follow' : 'good'}`, () => {
    assert.equal(safeUrl(text), href);
  });
}
