import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import jsQr from 'jsqr';
import { addressOf, moveIn } from './invitation.ts';
import { qrOf } from './qr.ts';

const token = `mvt_${'aZ-_9'.repeat(8)}abc`;
const here = { origin: 'https://charity.example', pathname: '/walk/', search: '?lang=ar' };

const squarePx = 4;
const marginSquares = 4;

/** What a camera reads of a code. */
function readBack(text: string): string | undefined {
  const { size, path } = qrOf(text);
  const side = (size + 2 * marginSquares) * squarePx;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    const [left, top] = [x, y].map((at) => (Number(at) + marginSquares) * squarePx);
    for (let row = 0; row < squarePx; row += 1) {
      const from = ((Number(top) + row) * side + Number(left)) * 4;
      pixels.fill(0, from, from + squarePx * 4);
      for (let at = from + 3; at < from + squarePx * 4; at += 4) pixels[at] = 255;
    }
  }
  return jsQr.default(pixels, side, side)?.data;
}

test('a camera reads the address off the code, and the address the token', () => {
  const address = addressOf(token, here);
  equal(address, `https://charity.example/walk/?lang=ar#kind-move=${token}`);
  equal(readBack(address), address);
  equal(moveIn(new URL(address)), token);
});

test('a long address fits a code, too', () => {
  const address = addressOf(token, { ...here, search: `?x=${'y'.repeat(900)}` });
  equal(readBack(address), address);
});

for (const hash of [
  '',
  '#',
  '#kind-move=',
  '#kind-move=mvt_short',
  `#kind-move=${token}x`,
  `#${token}`,
]) {
  test(`finds no token in "${hash}"`, () => {
    equal(moveIn({ hash }), undefined);
  });
}
