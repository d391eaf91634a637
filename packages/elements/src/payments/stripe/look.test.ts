import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { lookOf, plainColour } from './look.ts';

const colours: readonly [computed: string, plain: string | undefined][] = [
  ['rgb(23, 104, 76)', 'rgb(23, 104, 76)'],
  ['rgba(0, 0, 0, 0.5)', 'rgba(0, 0, 0, 0.5)'],
  ['color(srgb 1 0.5 0)', 'rgb(255, 128, 0)'],
  ['color(srgb 0.1 0.2 0.3 / 0.5)', 'rgb(26, 51, 77)'],
  ['oklch(0.5 0.1 150)', undefined],
];

for (const [computed, plain] of colours) {
  test(`tells Stripe ${plain ?? 'nothing'} of ${computed}`, () =>
    equal(plainColour(computed), plain));
}

function probe(t: TestContext, style: string): HTMLElement {
  const element = document.createElement('span');
  element.style.cssText = style;
  document.body.append(element);
  t.after(() => element.remove());
  return element;
}

test('reads colours, roundness and letters where the form stands', (t) => {
  const style =
    'color: #1b201d; background: #fff; outline: 0 solid #17684c; border: 0 solid #b3261e; border-radius: 10px; font: 16px serif';
  deepEqual(lookOf(probe(t, style)), {
    theme: 'stripe',
    variables: {
      colorText: 'rgb(27, 32, 29)',
      colorBackground: 'rgb(255, 255, 255)',
      colorPrimary: 'rgb(23, 104, 76)',
      colorDanger: 'rgb(179, 38, 30)',
      borderRadius: '10px',
      fontFamily: 'serif',
      fontSizeBase: '16px',
    },
  });
});

test('takes Stripe’s dark theme under light text', (t) => {
  equal(lookOf(probe(t, 'color: #eceeeb')).theme, 'night');
});
