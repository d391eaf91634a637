// docs/reference/elements.md: every element, from its doc block, its code and its styles.
import type { Repository } from '../../tidy/repository.ts';
import { type ElementDoc, elementDocsOf, type NamedDoc } from '../manifest.ts';
import { anchorOf, code, fence, page, table } from '../markdown.ts';

/** What stands in examples for the attributes that need a value of one's own. */
const exampleValues: Readonly<Record<string, string>> = {
  project: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
  key: 'pk_test_…',
  'base-url': 'https://give.example.org',
  label: 'Give',
};

/** Every element has these; they are told once. */
const common = new Set(['key', 'base-url', 'locale']);

/** The page of elements. */
export function elementsPage(repository: Repository): string {
  const docs = elementDocsOf(repository);
  return page('Elements', 'the doc blocks in `packages/elements/src`', [
    'Load them with one script tag, which fetches the code of the elements that a page has, or import',
    '`define.js` of the ones you want from `@kindcart/elements`; see [start](../start.md).',
    '',
    ...table(
      ['Element', 'What it is'],
      docs.map(({ tag, summary }) => [`[\`<${tag}>\`](#${anchorOf(tag)})`, summary]),
    ),
    ...commonBlock(docs),
    ...docs.flatMap(elementBlock),
  ]);
}

function commonBlock(docs: readonly ElementDoc[]): readonly string[] {
  const attributes = docs
    .find(({ tag }) => tag !== 'kind-kit')
    ?.attributes.filter(({ name }) => common.has(name));
  if (attributes === undefined) return [];
  return [
    '## Attributes of every element',
    '',
    ...table(
      ['Attribute', 'Type', 'Meaning'],
      attributes.map((each) => [code(each.name), typeCell(each), each.description]),
    ),
  ];
}

function elementBlock(doc: ElementDoc): readonly string[] {
  const isKit = doc.tag === 'kind-kit';
  const own = (each: NamedDoc) => isKit || !common.has(each.attribute ?? each.name);
  const attributes = doc.attributes.filter(own);
  return [
    `## ${doc.tag}`,
    '',
    doc.summary,
    '',
    doc.description,
    '',
    ...fence('html', exampleOf(doc)),
    ...section('Attributes', ['Attribute', 'Type', 'Default', 'Meaning'], attributes, (each) => [
      code(each.name),
      typeCell(each),
      code(each.default ?? ''),
      each.description,
    ]),
    ...section(
      'Properties',
      ['Property', 'Attribute', 'Type', 'Default', 'Meaning'],
      doc.properties.filter(own),
      (each) => [
        code(each.name) + (each.readonly === true ? ' (read only)' : ''),
        code(each.attribute ?? '') + (each.reflects === true ? ' (reflects)' : ''),
        typeCell(each),
        code(each.default ?? ''),
        each.description,
      ],
    ),
    ...section('Methods', ['Method', 'Meaning'], doc.methods, (each) => [
      code(each.name + (each.signature ?? '()')),
      each.description,
    ]),
    ...section('Events', ['Event', 'Class', 'Fields', 'When'], doc.events, (each) => [
      code(each.name),
      typeCell(each),
      (each.fields ?? []).map((field) => code(`${field.name}: ${field.type ?? ''}`)).join(', '),
      each.description,
    ]),
    ...section('Slots', ['Slot', 'What goes in'], doc.slots, (each) => [
      each.name === '' ? '(default)' : code(each.name),
      each.description,
    ]),
    ...section('Parts', ['Part', 'What it is'], doc.parts, (each) => [
      code(each.name),
      each.description,
    ]),
    ...section(
      'Custom properties',
      ['Property', 'Default', 'What it sets'],
      doc.cssProperties,
      (each) => [code(each.name), code(each.default ?? ''), each.description],
    ),
  ];
}

/** What may be left out is plain from its having no default. */
function typeCell({ type = '' }: NamedDoc): string {
  return code(type.replace(/ \| undefined$/, ''));
}

function section(
  title: string,
  heads: readonly string[],
  all: readonly NamedDoc[],
  row: (each: NamedDoc) => readonly string[],
): readonly string[] {
  return all.length === 0 ? [] : [`### ${title}`, '', ...table(heads, all.map(row))];
}

function exampleOf(doc: ElementDoc): string {
  const given = doc.attributes.filter(
    ({ name }) => name in exampleValues && (doc.tag === 'kind-kit' || !common.has(name)),
  );
  const attributes = given.map(({ name }) => ` ${name}="${exampleValues[name]}"`).join('');
  const inside = doc.slots.some(({ name }) => name === '') ? `\n  ${childOf(doc)}\n` : '';
  return `<${doc.tag}${attributes}>${inside}</${doc.tag}>`;
}

/** Children are what a page shows without scripts, so most often a link to the page's own way to give. */
function childOf({ tag }: ElementDoc): string {
  if (tag === 'kind-kit') return '<kind-donate-button project="…"></kind-donate-button>';
  return '<a href="/how-to-give">Give</a>';
}
