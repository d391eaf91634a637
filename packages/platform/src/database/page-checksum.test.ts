import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32c, isWholePage, pageBytes, pageChecksum } from './page-checksum.ts';

const crcs: readonly [text: string, crc: number][] = [
  ['', 0],
  ['a', 0xc1d04330],
  ['123456789', 0xe3069283],
  ['The quick brown fox jumps over the lazy dog', 0x22620404],
];

for (const [text, crc] of crcs) {
  test(`gives ${JSON.stringify(text)} its CRC-32C`, () => {
    assert.equal(crc32c(Buffer.from(text)), crc);
  });
}

/** A page with a head as PostgreSQL writes it, and a checksum for the block. */
function page(block: number): Buffer {
  const bytes = Buffer.from(new ArrayBuffer(pageBytes));
  bytes.fill(7);
  bytes.writeUInt16LE(100, 14);
  bytes.writeUInt16LE(pageChecksum(new Uint32Array(bytes.buffer), block), 8);
  return bytes;
}

test('takes a page whose checksum is right for its place, and for no other place', () => {
  assert.equal(isWholePage(page(5), 5), true);
  assert.equal(isWholePage(page(5), 6), false);
});

test('sees any single bit that is changed', () => {
  for (let place = 0; place < pageBytes; place += 97) {
    const bytes = page(0);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 8));
    assert.equal(isWholePage(bytes, 0), false, `byte ${place}`);
  }
});

test('counts the checksum itself as zero', () => {
  const bytes = page(3);
  const words = new Uint32Array(bytes.buffer);
  const before = pageChecksum(words, 3);
  bytes.writeUInt16LE(0xffff, 8);
  assert.equal(pageChecksum(words, 3), before);
});

test('takes a page that nothing was written to, and none with a stray byte in it', () => {
  const bytes = Buffer.from(new ArrayBuffer(pageBytes));
  assert.equal(isWholePage(bytes, 0), true);
  bytes[8_000] = 1;
  assert.equal(isWholePage(bytes, 0), false);
});
