// docs/reference/theming.md: every custom property and every part, and which elements have it.
import type { Repository } from '../../tidy/repository.ts';
import { type ElementDoc, elementDocsOf, type NamedDoc } from '../manifest.ts';
import { anchorOf, code, page, table } from '../markdown.ts';

/** The page of what a style sheet can reach. */
export function themingPage(repository: Repository): string {
  const docs = elementDocsOf(repository);
  return page('Theming', 'the doc blocks and styles in `packages/elements/src`', [
    'All that a style sheet of yours can reach. How to go about it is in [theming](../theming.md).',
    '',
    '## Custom properties',
    '',
    'A property of one element goes before that of all. Where there are two defaults, the first is for',
    'light and the second for dark pages.',
    '',
    ...table(
      ['Property', 'Default', 'What it sets', 'Elements'],
      namesOf(docs, (doc) => doc.cssProperties).map((name) => propertyRow(docs, name)),
    ),
    '## Parts',
    '',
    ...table(
      ['Part', 'Element', 'What it is'],
      docs.flatMap((doc) =>
        doc.parts.map((part) => [code(part.name), linkTo(doc), part.description]),
      ),
    ),
  ]);
}

function namesOf(
  docs: readonly ElementDoc[],
  pick: (doc: ElementDoc) => readonly NamedDoc[],
): readonly string[] {
  return [...new Set(docs.flatMap((doc) => pick(doc).map(({ name }) => name)))].sort();
}

function propertyRow(docs: readonly ElementDoc[], name: string): readonly string[] {
  const having = docs.flatMap((doc) =>
    doc.cssProperties.filter((each) => each.name === name).map((each) => ({ doc, each })),
  );
  const once = (texts: readonly string[], between: string) =>
    [...new Set(texts.filter((text) => text !== ''))].join(between);
  return [
    code(name),
    once(
      having.map(({ each }) => code(each.default ?? '')),
      ', ',
    ),
    once(
      having.map(({ each }) => each.description),
      ' ',
    ),
    having.map(({ doc }) => linkTo(doc)).join(', '),
  ];
}

function linkTo({ tag }: ElementDoc): string {
  return `[${tag}](elements.md#${anchorOf(tag)})`;
}
