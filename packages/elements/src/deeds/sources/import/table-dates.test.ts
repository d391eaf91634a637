import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { dayText } from './calendar.ts';
import { dayWritten, orderOf, type WrittenDate, writtenDate } from './table-dates.ts';

function datesOf(texts: readonly string[]): readonly WrittenDate[] {
  return texts.flatMap((text) => writtenDate(text) ?? []);
}

const written: readonly (readonly [text: string, day: string | null])[] = [
  ['2024-05-01', '2024-05-01'],
  ['2024/5/1', '2024-05-01'],
  ['2024.05.01', '2024-05-01'],
  ['2024-05-01T08:00:00Z', '2024-05-01'],
  ['2024-05-01 08:00', '2024-05-01'],
  ['31.12.2024', '2024-12-31'],
  ['1.2.2024', '2024-02-01'],
  ['31/12/2024', '2024-12-31'],
  ['31-12-2024', '2024-12-31'],
  ['2024-02-30', null],
  ['2024-05', null],
  ['2024-05-011', null],
  ['31/12-2024', null],
  ['31/12/24', null],
  ['May 1, 2024', null],
  ['yesterday', null],
  ['', null],
];

test('reads a date, and none where none is written', () => {
  for (const [text, day] of written) {
    const date = writtenDate(text);
    const read = date && dayWritten(date, 'day-first');
    equal(read === null ? null : dayText(read), day, text);
  }
});

const orders: readonly (readonly [texts: readonly string[], order: string | null])[] = [
  [[], 'day-first'],
  [['2024-05-01'], 'day-first'],
  [['01/05/2024', '13/05/2024'], 'day-first'],
  [['05/01/2024', '05/13/2024'], 'month-first'],
  [['01-05-2024', '02-05-2024', '03-05-2024'], 'day-first'],
  [['05-01-2024', '05-02-2024', '05-03-2024'], 'month-first'],
  [['05-03-2024', '05-02-2024', '05-01-2024'], 'month-first'],
  [['05/05/2024'], 'day-first'],
  [['05/06/2024'], null],
  [['01/05/2024', '03/07/2024'], null],
  [['13/05/2024', '05/13/2024'], null],
];

test('tells from a whole table whether the day or the month comes first', () => {
  for (const [texts, order] of orders) equal(orderOf(datesOf(texts)), order, texts.join(' '));
});
