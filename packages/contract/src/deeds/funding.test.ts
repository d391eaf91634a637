import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import { createFundingExample, createFundingSchema } from './funding.ts';

for (const reference of ['bank 1 ', ' bank 1', '\u00a0bank 1', '   ']) {
  test(`takes no reference that looks like another one: "${reference}"`, () => {
    const told = parse(createFundingSchema, { ...createFundingExample, reference });
    assert.deepEqual(told.ok || told.fields, [
      { field: 'reference', message: 'begins or ends with a space' },
    ]);
  });
}

test('takes a reference with spaces in it', () => {
  const told = parse(createFundingSchema, { ...createFundingExample, reference: 'bank 1 of 2' });
  assert.ok(told.ok);
});
