// Observations in files as spreadsheets write them, whole and broken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsv } from './csv-file.ts';
import { csvRows } from './csv-rows.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, observer = 'Batu') => readCsv(bytesOf(text), observer);

const rows: readonly [what: string, text: string, cells: readonly (readonly string[])[]][] = [
  [
    'lines of Unix',
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'lines of Windows, the last not ended',
    'a,b\r\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'lines of an old Mac',
    'a,b\rc,d\r',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['quotes', '"a","say ""hi"""\n', [['a', 'say "hi"']]],
  [
    'commas and lines in quotes',
    '"a,b","c\r\nd"\ne,f\n',
    [
      ['a,b', 'c\r\nd'],
      ['e', 'f'],
    ],
  ],
  ['empty cells', ',,\na,,\n', [['a', '', '']]],
  ['empty lines', '\n\na\n\n', [['a']]],
  [
    'semicolons',
    'a;b\n1,5;"x;y"\n',
    [
      ['a', 'b'],
      ['1,5', 'x;y'],
    ],
  ],
  ['spaces around', ' a , b \n', [['a', 'b']]],
  ['text after a closing quote', '"a"b,c\n', [['ab', 'c']]],
  ['nothing', '', []],
];

for (const [what, text, cells] of rows) {
  test(`reads ${what}`, () => {
    assert.deepEqual(
      csvRows(text).map((row) => row.cells),
      cells,
    );
  });
}

test('counts lines as an editor does, also after a cell of several', () => {
  assert.deepEqual(
    csvRows('a\n"b\n\nc"\r\n\r\nd\re').map(({ line }) => line),
    [1, 2, 6, 7],
  );
});

test('reads back whatever was written as RFC 4180 says', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '树', 'x') });
  const trimmed = cell.map((text) => text.trim());
  const table = fc.array(fc.array(trimmed, { minLength: 2, maxLength: 4 }), { minLength: 1 });
  fc.assert(
    fc.property(table, (lines) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = lines.map((line) => line.map(quoted).join(',')).join('\r\n');
      const kept = lines.filter((line) => line.some((each) => each !== ''));
      assert.deepEqual(
        csvRows(`h,h\r\n${text}`)
          .slice(1)
          .map((row) => row.cells),
        kept,
      );
    }),
  );
});

test('reads all that a line can say', () => {
  const { observations, faults } = read(
    '\ufeffkey,Tree,observed_at,height_cm,crown_cm,alive,photo_url,longitude,latitude,accuracy_m,observer,note\r\n' +
      'field-0001,7,2026-10-12T10:30:00+08:00,64,48,yes,https://give.example/photos/pho_1,103.09,38.78,4.5,巴特尔,"风大,有沙"\r\n',
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(observations, [
    {
      line: 2,
      told: {
        key: 'field-0001',
        treeNumber: 7,
        observedAt: '2026-10-12T02:30:00.000Z',
        heightCm: 64,
        crownCm: 48,
        alive: true,
        photoUrl: 'https://give.example/photos/pho_1',
        location: { position: [103.09, 38.78], accuracyM: 4.5 },
        observer: '巴特尔',
        note: '风大,有沙',
      },
    },
  ]);
});

test('reads the least that a line has to say', () => {
  const [one] = read('tree;observed_at;alive\n12;2026-10-12;否\n').observations;
  const { key, ...told } = one?.told ?? assert.fail();
  assert.match(key, /^csv_[\w-]{43}$/);
  assert.deepEqual(told, {
    treeNumber: 12,
    observedAt: '2026-10-12T12:00:00.000Z',
    heightCm: null,
    crownCm: null,
    alive: false,
    photoUrl: null,
    location: null,
    observer: 'Batu',
    note: null,
  });
});

test('makes one key of the same contents, wherever the line stands and however it is written', () => {
  const keys = (text: string) => read(text).observations.map(({ told }) => told.key);
  const [a, b] = keys('tree,observed_at,height_cm\n1,2026-10-12,50\n1,2026-10-12,51\n');
  assert.notEqual(a, b);
  assert.deepEqual(
    keys('height_cm,observed_at,tree\r\n"51",2026-10-12,1\r\n50,2026-10-12,"1"\r\n'),
    [b, a],
  );
});

const head = 'tree,observed_at,height_cm,alive,longitude,latitude';
const wrong: readonly [line: string, words: RegExp][] = [
  ['x,2026-10-12,50,,,', /^tree is not a number$|^tree is not a whole number$/],
  [',2026-10-12,50,,,', /^tree is not a/],
  ['0,2026-10-12,50,,,', /^tree is not above zero$/],
  ['1,12.10.2026,50,,,', /^observed_at /],
  ['1,2026-13-41,50,,,', /^observed_at /],
  ['1,2026-10-12 10:30,50,,,', /^observed_at is not a time/],
  ['1,2026-10-12T25:30Z,50,,,', /^observed_at is not a time/],
  ['1,2026-10-12,tall,,,', /^height_cm is not a/],
  ['1,2026-10-12,64.5,,,', /^height_cm is not a whole number/],
  ['1,2026-10-12,-3,,,', /^height_cm is below 1$/],
  ['1,2026-10-12,50,maybe,,', /^alive is not a boolean$/],
  ['1,2026-10-12,50,,103.09,', /^latitude is not a number$/],
  ['1,2026-10-12,50,,38.78,103.09', /^latitude is above 90/],
  ['1,2026-10-12,50,,1,2,3,4', /^has 8 cells, and the first line has 6$/],
  ['0,never,50,,,', /^tree is not above zero; observed_at /],
];

for (const [line, words] of wrong) {
  test(`says what is wrong with ${line}`, () => {
    const { observations, faults } = read(
      `${head}\n2,2026-10-12,50,,,\n${line}\n3,2026-10-12,50,,,\n`,
    );
    assert.deepEqual(
      observations.map((each) => each.line),
      [2, 4],
    );
    assert.equal(faults.length, 1);
    assert.equal(faults[0]?.line, 3);
    assert.match(faults[0]?.words ?? '', words);
  });
}

test('names who is missing where nobody is said to have observed', () => {
  const { faults } = readCsv(bytesOf('tree,observed_at\n1,2026-10-12\n'), undefined);
  assert.match(faults[0]?.words ?? '', /^observer is missing$/);
});

const files: readonly [what: string, bytes: Uint8Array, words: RegExp][] = [
  ['an empty one', bytesOf(''), /is empty/],
  ['one in another encoding', Uint8Array.from([0xca, 0xf7, 0x2c, 0x31]), /not UTF-8.*CSV UTF-8/],
  ['one of another table', bytesOf('tree,observed_at,colour\n'), /column "colour".*Known are key/],
  ['one with a column twice', bytesOf('tree,observed_at,tree\n'), /"tree" twice/],
  ['one without trees', bytesOf('observed_at\n'), /no column "tree"/],
  ['one whose quote is never closed', bytesOf('tree,observed_at\n1,"2026\n'), /quote on line 2/],
];

for (const [what, bytes, words] of files) {
  test(`refuses ${what} in words`, () => {
    assert.throws(() => readCsv(bytes, 'Batu'), { name: 'CsvError', message: words });
  });
}
