import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { RawRecord } from './health-elements.ts';
import { HealthMarkup } from './health-markup.ts';
import { healthExport, record } from './testing.ts';

/** What was found in a text that came in pieces of so many bytes. */
function read(text: string, pieceBytes = text.length * 4) {
  const records: RawRecord[] = [];
  const markup = new HealthMarkup((found) => records.push(found));
  const bytes = new TextEncoder().encode(text);
  for (let place = 0; place < bytes.length; place += pieceBytes) {
    markup.feed(bytes.subarray(place, place + pieceBytes));
  }
  return { records, markup: markup.elements };
}

const plain: RawRecord = {
  sourceName: 'iPhone',
  startDate: '2024-05-01 08:00:00 +0800',
  endDate: '2024-05-01 08:10:00 +0800',
  value: '1000',
  isTyped: false,
};

function withMarks(marks: string, more: Readonly<Record<string, string>> = {}): string {
  return record(more).replace('/>', `>${marks}</Record>`);
}

const heartRate = record({ type: 'HKQuantityTypeIdentifierHeartRate', value: '61' });
const long = 'x'.repeat(50_000);

/** Each holds one step record, whatever is around it. */
const withOne: readonly (readonly [what: string, content: string])[] = [
  ['a record', record()],
  ['records of other things around it', heartRate + record() + heartRate],
  ['a comment that looks like one', `<!-- ${record()} -->${record()}`],
  ['a comment with dashes', `<!-- - -- ---- > ${record()}--->${record()}`],
  ['CDATA that looks like one', `<![CDATA[ ${record()} ]] > ]]]>${record()}`],
  ['an instruction that looks like one', `<?php ${record()} ? > ?>${record()}`],
  ['children', record().replace('/>', '>\n  <MetadataEntry key="a" value="1>0"/>\n </Record>')],
  ['text inside', record().replace('/>', '>type="x" value="9"</Record>')],
  [
    'a correlation that tells it again',
    `${record()}<Correlation type="x">${record()}</Correlation>`,
  ],
  ['an empty correlation before it', `<Correlation type="x"/>${record()}`],
  [
    'correlations in one another',
    `<Correlation><Correlation>${record()}</Correlation>${record()}</Correlation>${record()}`,
  ],
  ['single quotes', record().replaceAll('"', "'")],
  ['spaces around the equals sign', record().replaceAll('="', ' =\n\t"')],
  ['line breaks for spaces', record().replaceAll(' start', '\r\n\t start')],
  ['a space before the end', record().replace('/>', ' />')],
  ['the other order', record().replace(/(type="\w+") (.+)\/>/, '$2 $1/>')],
  ['an attribute that is larger than and less', record({ device: '<<HKDevice: 0x1>, a>' })],
  [
    'a quote in the other quotes',
    record().replace('17.4.1"', `17"`).replace('unit="count"', `unit='"'`),
  ],
  ['a very long attribute that nobody wants', record({ device: long })],
  ['a very long attribute name', record({ [long]: '1' })],
  ['a very long element name', `<${long}/>${record()}`],
  ['names that begin like it', `<Records type="a"/><Recor/>${record()}<RecordX/>`],
  ['the same name in another case', record().replace('<Record', '<record') + record()],
  ['a name space', record().replace('<Record', '<a:Record') + record()],
  ['a closing tag too many', `</Correlation></Correlation>${record()}`],
  ['attributes that end like it', record({ xvalue: '7', valuex: '8', 'a:value': '9' })],
];

test('finds the one record with …', () => {
  for (const [what, content] of withOne) {
    const { records, markup } = read(healthExport(content));
    deepEqual(records, [plain], what);
    deepEqual([markup.root, markup.isWhole], ['HealthData', true], what);
  }
});

test('finds the same, wherever the bytes are parted', () => {
  for (const [what, content] of withOne) {
    if (content.length > 10_000) continue;
    for (const pieceBytes of [1, 2, 3, 7, 64]) {
      const { records, markup } = read(healthExport(content), pieceBytes);
      deepEqual(records, read(healthExport(content)).records, `${what}, by ${pieceBytes}`);
      equal(markup.isWhole, true, what);
    }
  }
});

test('keeps bytes that are no ASCII as they are, so that two devices stay two', () => {
  const names = ['我的 iPhone', 'Ana’s Watch', '&#x1F6B6;', ''];
  const { records } = read(
    healthExport(names.map((sourceName) => record({ sourceName })).join('')),
    5,
  );
  equal(new Set(records.map(({ sourceName }) => sourceName)).size, 4);
});

test('knows the records that were written by hand', () => {
  const mark = '<MetadataEntry key="HKWasUserEntered" value="1"/>';
  const cases: readonly (readonly [content: string, isTyped: readonly boolean[]])[] = [
    [withMarks(mark), [true]],
    [withMarks(mark.replace('"1"', '"0"')), [false]],
    [withMarks(mark.replace('HKWas', 'HKHas')), [false]],
    [
      withMarks(`<MetadataEntry value='a' key='b'/>\n${mark}\n<MetadataEntry key="c" value="1"/>`),
      [true],
    ],
    [withMarks(`<MetadataEntry value="1" key="HKWasUserEntered"></MetadataEntry>`), [true]],
    [withMarks(`<!-- ${mark} -->`), [false]],
    [withMarks(mark) + record(), [true, false]],
    [record() + withMarks(mark), [false, true]],
    [withMarks(mark, { type: 'HKQuantityTypeIdentifierBodyMass' }) + record(), [false]],
    [record() + mark, [false]],
    [`${record().replace('/>', '>')}${mark}${record()}`, [true, false]],
  ];
  for (const [content, isTyped] of cases) {
    for (const pieceBytes of [1, 10_000]) {
      const { records } = read(healthExport(content), pieceBytes);
      deepEqual(
        records.map((found) => found.isTyped),
        isTyped,
        content,
      );
    }
  }
});

const bombs: readonly (readonly [what: string, doctype: string])[] = [
  [
    'entities that grow',
    `<!DOCTYPE HealthData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">` +
      `<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>`,
  ],
  ['a file of somebody else', '<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
  ['a record in a quote', `<!DOCTYPE HealthData [<!ENTITY a '${record()}'>]>`],
  ['a record in a comment', `<!DOCTYPE HealthData [<!-- ]> " ' ${record()} --> <!ELEMENT a ANY>]>`],
  ['a record in an instruction', `<!DOCTYPE HealthData [<?a ]> " ${record()} ?>]>`],
  ['ends in quotes', `<!DOCTYPE HealthData PUBLIC ">]>" "a" [<!ATTLIST a b CDATA "]>">]>`],
  ['a deep nest', `<!DOCTYPE HealthData [${'<!A '.repeat(500)}${'>'.repeat(500)}]>`],
  ['nothing in it', '<!DOCTYPE HealthData>'],
];

test('passes over a document type with …', () => {
  for (const [what, doctype] of bombs) {
    const text = `${doctype}<HealthData><Me a="&d;"/>${record()}</HealthData>`;
    for (const pieceBytes of [1, 4, 100_000]) {
      const { records, markup } = read(text, pieceBytes);
      deepEqual([records, markup.isWhole], [[plain], true], what);
    }
  }
});

const unread: readonly (readonly [what: string, content: string])[] = [
  ['no value', record().replace(/ value="\d+"/, '')],
  ['no start', record().replace(/ startDate="[^"]+"/, '')],
  ['no end', record().replace(/ endDate="[^"]+"/, '')],
  ['a value that is far too long', record({ value: long })],
  ['a source that is far too long', record({ sourceName: long })],
  ['an attribute without a value', record().replace('unit="count"', 'unit')],
  ['a value without quotes', record().replace('value="1000"', 'value=1000')],
];

test('counts the step record that cannot be read, with …', () => {
  for (const [what, content] of unread) {
    const { records, markup } = read(healthExport(content + record()), 999);
    deepEqual([records, markup.unread], [[plain], 1], what);
  }
});

test('knows a file that ends too early, and keeps what it read before', () => {
  const text = healthExport(record() + record({ value: '2' }));
  const end = text.indexOf('</HealthData>');
  for (let length = text.indexOf('<Record'); length < end; length += 1) {
    const { records, markup } = read(text.slice(0, length));
    equal(markup.isWhole, false);
    ok(records.length <= 2 && markup.unread === 0, `${length}`);
  }
  equal(read(text.slice(0, end)).records.length, 2);
});

test('tells the root of a file that is another, or none', () => {
  const cases: readonly (readonly [text: string, root: string])[] = [
    ['<html><Record/></html>', 'html'],
    ['<?xml version="1.0"?><ClinicalDocument/>', 'ClinicalDocument'],
    ['just words', ''],
    ['', ''],
    ['<', ''],
    ['<!-- never ends', ''],
    [`<${long}>`, '?'],
  ];
  for (const [text, root] of cases) equal(read(text).markup.root, root, text.slice(0, 40));
});

test('throws for no bytes whatever', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  const bits = [
    '<',
    '>',
    '/',
    '"',
    "'",
    '=',
    '!',
    '-',
    '[',
    ']',
    '?',
    ' ',
    'Record',
    'type',
    'a',
    '\0',
    '€',
  ];
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: 200 }, () => bits[random() % bits.length]).join('');
    const whole = read(text);
    deepEqual(read(text, 1).records, whole.records);
    equal(read(text, 1).markup.root, whole.markup.root);
  }
});
