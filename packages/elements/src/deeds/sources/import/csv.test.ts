import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { readSteps, rowsOf, separatorOf } from './csv.ts';

const tables: readonly (readonly [
  what: string,
  text: string,
  rows: readonly (readonly string[])[],
])[] = [
  ['nothing', '', []],
  ['one cell', 'a', [['a']]],
  [
    'lines of Unix',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'lines of Windows',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'lines of an old Macintosh',
    'a,b\r1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'no line break at the end',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a mark at the beginning', '\uFEFFa,b', [['a', 'b']]],
  [
    'semicolons',
    'a;b\n1,5;2',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    'tabs',
    'a\tb\n1,5\t2',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    'quotes',
    '"a","b"\n"1,234","2"',
    [
      ['a', 'b'],
      ['1,234', '2'],
    ],
  ],
  ['quotes in quotes', '"say ""a""",b', [['say "a"', 'b']]],
  [
    'a line break in quotes',
    '"a\nb",c\n1,2',
    [
      ['a\nb', 'c'],
      ['1', '2'],
    ],
  ],
  [
    'spaces',
    ' a , b \n 1 , 2 ',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'empty cells',
    ',\n,,\n',
    [
      ['', ''],
      ['', '', ''],
    ],
  ],
  ['an empty cell at the end', 'a,', [['a', '']]],
  ['an empty line', 'a,b\n\n1,2', [['a', 'b'], [''], ['1', '2']]],
  ['a quote that is never closed', 'a,"b\n1,2', [['a', 'b\n1,2']]],
  ['words after the quote', '"a"b,c', [['a', 'c']]],
];

test('reads a table with …', () => {
  for (const [what, text, rows] of tables) deepEqual([...rowsOf(text)], rows, what);
});

test('counts separators outside of quotes', () => {
  equal(separatorOf('"a,b,c,d";e'), ';');
  equal(separatorOf('a'), ',');
});

test('keeps a thousand columns of a row, and drops a flood of them', () => {
  const [row = []] = rowsOf('1,'.repeat(100_000));
  equal(row.length <= 1_001, true);
});

const numbers: readonly (readonly [text: string, steps: number | null])[] = [
  ['0', 0],
  ['8123', 8_123],
  ['8,123', 8_123],
  ['8.123', 8_123],
  ['8 123', 8_123],
  ['8\u00A0123', 8_123],
  ['8\u202F123', 8_123],
  ["8'123", 8_123],
  ['8’123', 8_123],
  ['1,234,567', 1_234_567],
  ['1.234.567', 1_234_567],
  ['1,234.0', 1_234],
  ['1.234,00', 1_234],
  ['8123.0', 8_123],
  ['8123.75', 8_123],
  ['8123,5', 8_123],
  ['0.500', 0],
  ['12,34', 12],
  ['1,234.567', 1_234],
  ['', null],
  ['-5', null],
  ['+5', null],
  ['1e5', null],
  ['0x10', null],
  ['12 steps', null],
  ['1,23,456', null],
  ['1,234.567.890', null],
  ['--', null],
  ['NaN', null],
  ['1000000000', 1_000_000_000],
  ['1000000001', null],
  ['9'.repeat(17), null],
];

test('reads whole steps as any language writes them', () => {
  for (const [text, steps] of numbers) equal(readSteps(text), steps, text);
});
