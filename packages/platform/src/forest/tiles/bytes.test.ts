// Protocol buffers as they are written: read back by hand, and by a reader that is not ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { Bytes } from './bytes.ts';

function written(write: (bytes: Bytes) => void, room?: number): number[] {
  const bytes = new Bytes(room);
  write(bytes);
  return [...bytes.written];
}

for (const [value, bytes] of [
  [0, [0]],
  [1, [1]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [300, [0xac, 0x02]],
  [16_383, [0xff, 0x7f]],
  [16_384, [0x80, 0x80, 0x01]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [2 ** 31, [0x80, 0x80, 0x80, 0x80, 0x08]],
  [2 ** 32, [0x80, 0x80, 0x80, 0x80, 0x10]],
  [2 ** 53 - 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
] as const) {
  test(`writes ${value} in ${bytes.length} bytes`, () => {
    assert.deepEqual(
      written((to) => to.varint(value)),
      bytes,
    );
  });
}

for (const [value, same] of [
  [0, 0],
  [-1, 1],
  [1, 2],
  [-2, 3],
  [2_147_483_647, 4_294_967_294],
  [-2_147_483_648, 4_294_967_295],
] as const) {
  test(`writes ${value} of either sign as ${same}`, () => {
    assert.deepEqual(
      written((to) => to.zigzag(value)),
      written((to) => to.varint(same)),
    );
  });
}

test('writes whole numbers that another reader finds again, whatever follows them', () => {
  const numbers = fc.array(fc.maxSafeNat(), { maxLength: 50 });
  fc.assert(
    fc.property(numbers, (values) => {
      const bytes = new Bytes(1);
      for (const value of values) bytes.varint(value);
      const reader = new PbfReader(bytes.written);
      assert.deepEqual(
        values.map(() => reader.readVarint()),
        values,
      );
      assert.equal(reader.pos, bytes.length);
    }),
  );
});

test('writes numbers of either sign that another reader finds again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), (values) => {
      const bytes = new Bytes();
      for (const value of values) bytes.zigzag(value);
      const reader = new PbfReader(bytes.written);
      assert.deepEqual(
        values.map(() => reader.readSVarint()),
        values,
      );
    }),
  );
});

test('writes fields of every kind that another reader finds under their numbers', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 200 });
  const fields = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), texts, fc.maxSafeNat()));
  fc.assert(
    fc.property(fields, (told) => {
      const bytes = new Bytes(2);
      for (const [field, text, number] of told) {
        bytes.text(field, text);
        bytes.number(field, number);
      }
      const found: [number, string, number][] = [];
      let last = '';
      new PbfReader(bytes.written).readFields((field, _, reader) => {
        if (reader?.type === 2) last = reader.readString();
        else found.push([field, last, reader?.readVarint() ?? -1]);
      }, undefined);
      assert.deepEqual(found, told);
    }),
  );
});

test('grows by what it is given, be it more than twice its room', () => {
  const block = Uint8Array.from({ length: 5_000 }, (_, at) => at % 251);
  const bytes = new Bytes(1);
  bytes.append(block);
  bytes.append(block);
  assert.equal(bytes.length, 10_000);
  assert.deepEqual(bytes.written, Uint8Array.from([...block, ...block]));
});

test('puts a message with its length into another, and an empty one too', () => {
  assert.deepEqual(
    written((to) => to.block(3, new Uint8Array([7, 8]))),
    [3 * 8 + 2, 2, 7, 8],
  );
  assert.deepEqual(
    written((to) => to.block(3, new Uint8Array())),
    [3 * 8 + 2, 0],
  );
});

test('starts over in the same room, and leaves nothing of before', () => {
  const bytes = new Bytes();
  bytes.text(1, 'a text that was there before');
  bytes.clear();
  assert.equal(bytes.length, 0);
  assert.deepEqual([...bytes.written], []);
  bytes.varint(5);
  assert.deepEqual([...bytes.written], [5]);
});
