import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idTimeMs, newId } from '@kindcart/contract/ids';
import { createIdSource } from './ids.ts';
import { HandClock } from './testing.ts';

test('gives no randomness twice, however much is drawn', () => {
  const { fillRandom } = createIdSource(new HandClock());
  const drawn = new Set<string>();
  for (let number = 0; number < 2_000; number += 1) {
    drawn.add(Buffer.from(fillRandom(new Uint8Array(16))).toString('hex'));
  }
  assert.equal(drawn.size, 2_000);
});

test('fills arrays of any length whole', () => {
  const { fillRandom } = createIdSource(new HandClock());
  for (const length of [0, 1, 16, 8_191, 8_192, 8_193, 20_000]) {
    const bytes = fillRandom(new Uint8Array(length));
    assert.equal(bytes.length, length);
    // 16 zeros in a row come once in 2^128 draws.
    const zeros = Buffer.alloc(16);
    assert.equal(Buffer.from(bytes).includes(zeros), false);
  }
});

test('puts the time of its clock into ids', () => {
  const clock = new HandClock();
  const source = createIdSource(clock);
  const first = newId('request', source);
  clock.advance(1_000);
  const second = newId('request', source);
  assert.equal(idTimeMs(first), clock.nowMs() - 1_000);
  assert.ok(first < second);
});
