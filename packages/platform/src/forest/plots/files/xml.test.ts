// XML as files of land have it: what is read, and what is refused before it does harm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLandFile } from './land-file.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** An element as its name, its text and what is in it. */
type Seen = readonly [name: string, text: string, ...children: Seen[]];
const seen = ({ name, text, children }: XmlElement): Seen => [name, text, ...children.map(seen)];

const read: readonly [what: string, xml: string, seen: Seen][] = [
  ['an empty element', '<a/>', ['a', '']],
  ['a space before its end', '<a />', ['a', '']],
  ['an end with a space', '<a></a >', ['a', '']],
  ['attributes in both quotes', `<a x="1" y='>'/>`, ['a', '']],
  ['attributes over lines', '<a\n  x="1"\n\ty="2"\n>b</a>', ['a', 'b']],
  ['a prefix, as if it were not there', '<k:a><k:b/></k:a>', ['a', '', ['b', '']]],
  ['names beyond Latin', '<地块>民勤</地块>', ['地块', '民勤']],
  ['text around elements, put together', '<a>b<c/>d</a>', ['a', 'bd', ['c', '']]],
  ['a comment, as nothing', '<a>b<!-- <c> & -->d</a>', ['a', 'bd']],
  ['an instruction, as nothing', '<?xml version="1.0"?><a>b<?php <c> ?>d</a>', ['a', 'bd']],
  [
    'data with markup in it, as text',
    '<a><![CDATA[<b> & &amp; ]] >]]></a>',
    ['a', '<b> & &amp; ]] >'],
  ],
  ['the five entities', '<a>&amp;&lt;&gt;&quot;&apos;</a>', ['a', `&<>"'`]],
  ['an entity of an entity once', '<a>&amp;lt;</a>', ['a', '&lt;']],
  ['characters by number', '<a>&#65;&#x42;&#X43;&#x1F333;</a>', ['a', 'ABC🌳']],
  ['a number beyond all characters, as a mark for it', '<a>&#x110000;&#9999999;</a>', ['a', '��']],
  ['the number zero, as the same mark', '<a>&#0;&#x0;</a>', ['a', '��']],
  ['halves of a character, as the same mark', '<a>&#xD83C;&#xDF33;</a>', ['a', '��']],
  [
    'an ampersand that begins nothing, as itself',
    '<a>Oak & Ash &; &# b</a>',
    ['a', 'Oak & Ash &; &# b'],
  ],
];

for (const [what, xml, expected] of read) {
  test(`reads ${what}`, () => {
    assert.deepEqual(seen(parseXml(xml)), expected);
  });
}

for (const [what, xml, label] of [
  ['in double quotes', '<Data name="soil &amp; sand"/>', 'soil & sand'],
  ['in single quotes', `<Data name='"soil"'/>`, '"soil"'],
  ['with spaces around its sign', '<Data name = "soil"/>', 'soil'],
  ['after another that ends alike', '<Data displayname="x" name="soil"/>', 'soil'],
  ['that is empty', '<Data name=""/>', ''],
  ['that is none', '<Data id="soil"/>', undefined],
] as const) {
  test(`reads a label ${what}`, () => {
    assert.equal(parseXml(xml).label, label);
  });
}

const refused: readonly (readonly [what: string, xml: string, words: RegExp])[] = [
  ['an end of another element', '<a><b></a>', /has <\/a> where <b> is open/],
  ['an end too many', '<a/></a>', /has <\/a> where nothing is open/],
  ['no end', '<a><b/>', /ends before <a> does/],
  ['half a piece', '<a><b x="1', /no whole XML after 3 characters/],
  ['a quote that stays open', '<a x="1></a>', /no whole XML after 0 characters/],
  ['a smaller-than sign in a text', '<a>1 < 2</a>', /no whole XML after 5 characters/],
  ['a comment that stays open', '<a><!-- </a>', /no whole XML after 3 characters/],
  ['a document type', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /has a document type/],
  ['a document type within', '<a><!DOCTYPE b></a>', /has a document type/],
  ['an entity of nobody', '<a>&nbsp;</a>', /has &nbsp;, which stands for nothing/],
  ['an entity in capitals', '<a>&AMP;</a>', /has &AMP;, which stands for nothing/],
  ...['constructor', 'toString', '__proto__', 'hasOwnProperty'].map(
    (name) =>
      [
        `what every object of the language has, ${name}`,
        `<a>&${name};</a>`,
        new RegExp(`has &${name};, which stands for nothing`),
      ] as const,
  ),
  ['51 elements in each other', '<a>'.repeat(51), /nested too deep/],
];

for (const [what, xml, words] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(() => parseXml(xml), { name: 'LandFileError', message: words });
  });
}

test('refuses collections within collections of GeoJSON, however deep, in words', () => {
  const deep = 100_000;
  const text = `${'{"type":"GeometryCollection","geometries":['.repeat(deep)}${']}'.repeat(deep)}`;
  assert.throws(() => readLandFile(new TextEncoder().encode(text)), {
    name: 'LandFileError',
    message: /nested too deep/,
  });
});
