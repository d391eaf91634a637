import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { RawRecord } from './health-elements.ts';
import { readRecord } from './health-records.ts';

function raw(more: Partial<RawRecord> = {}): RawRecord {
  return {
    sourceName: 'iPhone',
    startDate: '2024-05-01 08:00:00 +0800',
    endDate: '2024-05-01 08:10:00 +0800',
    value: '1000',
    isTyped: false,
    ...more,
  };
}

test('reads a record on the clock of who walked', () => {
  const startMs = Date.UTC(2024, 4, 1, 8);
  deepEqual(readRecord(raw()), {
    sourceName: 'iPhone',
    startMs,
    endMs: startMs + 600_000,
    steps: 1_000,
  });
});

const taken: readonly (readonly [what: string, more: Partial<RawRecord>, minutes: number])[] = [
  ['as it is', {}, 10],
  ['of no length', { endDate: '2024-05-01 08:00:00 +0800' }, 0],
  ['that ends in another zone', { endDate: '2024-05-01 09:10:00 +0900' }, 10],
  ['over midnight', { endDate: '2024-05-02 00:10:00 +0800' }, 970],
  [
    'of a day',
    { startDate: '2024-05-01 00:00:00 +0800', endDate: '2024-05-02 00:00:00 +0800' },
    1_440,
  ],
  [
    'west of Greenwich',
    { startDate: '2024-05-01 08:00:00 -0330', endDate: '2024-05-01 08:10:00 -0330' },
    10,
  ],
  [
    'in which summer time begins',
    { startDate: '2024-03-31 01:50:00 +0100', endDate: '2024-03-31 03:10:00 +0200' },
    20,
  ],
  [
    'in which summer time ends',
    { startDate: '2024-10-27 02:50:00 +0200', endDate: '2024-10-27 02:10:00 +0100' },
    20,
  ],
  ['of a fraction of steps', { value: '999.5' }, 10],
];

test('takes a record …', () => {
  for (const [what, more, minutes] of taken) {
    const read = readRecord(raw(more));
    equal(read && (read.endMs - read.startMs) / 60_000, minutes, what);
  }
});

const refused: readonly (readonly [what: string, more: Partial<RawRecord>])[] = [
  ['that ends before it begins', { endDate: '2024-05-01 07:59:59 +0800' }],
  ['of three days', { endDate: '2024-05-04 08:00:00 +0800' }],
  ['on a day that is none', { startDate: '2024-02-30 08:00:00 +0800' }],
  ['at an hour that is none', { startDate: '2024-05-01 24:00:00 +0800' }],
  ['in a zone that is none', { startDate: '2024-05-01 08:00:00 +9900' }],
  ['without a zone', { startDate: '2024-05-01 08:00:00' }],
  ['as other programs write dates', { startDate: '2024-05-01T08:00:00+08:00' }],
  ['before there were any phones', { startDate: '0001-01-01 00:00:00 +0000' }],
  ['of negative steps', { value: '-5' }],
  ['of no number', { value: 'many' }],
  ['of nothing', { value: '' }],
  ['in powers of ten', { value: '1e9' }],
  ['of more than anybody walks', { value: '200001' }],
  ['of a number without end', { value: '9'.repeat(900) }],
  ['with an entity', { value: '&#49;000' }],
];

test('takes no record …', () => {
  for (const [what, more] of refused) equal(readRecord(raw(more)), null, what);
});
