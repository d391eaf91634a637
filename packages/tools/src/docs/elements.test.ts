import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repositoryOf } from '../tidy/repository.ts';
import {
  definitionsOf,
  eventClassesOf,
  filesOf,
  styleTextOf,
  templateFactsOf,
} from './elements.ts';

const folder = 'packages/elements/src/giving/bar';

test('names the files of an element by its place', () => {
  assert.deepEqual(filesOf(`${folder}/anything.ts`), {
    domain: 'giving',
    name: 'bar',
    folder,
    element: `${folder}/bar.ts`,
    styles: `${folder}/bar.styles.ts`,
    test: `${folder}/bar.test.ts`,
    states: `${folder}/bar.states.ts`,
    define: `${folder}/define.ts`,
  });
});

test('reads what a define file registers, from where', () => {
  const repository = repositoryOf({
    [`${folder}/define.ts`]:
      "import { KindBar } from './bar.ts';\ndefineElement('kind-bar', KindBar);",
    'packages/elements/src/internal/define.ts': 'export function defineElement() {}',
  });
  assert.deepEqual(definitionsOf(repository), [
    {
      tag: 'kind-bar',
      className: 'KindBar',
      path: `${folder}/define.ts`,
      classPath: `${folder}/bar.ts`,
    },
  ]);
});

test('reads event classes, and passes by classes that are none', () => {
  const repository = repositoryOf({
    'packages/elements/src/events/a.ts':
      "/** Full. */\nexport class KindFullEvent extends Event { constructor() { super('kind-full'); } }\nclass Other {}",
  });
  assert.deepEqual(
    eventClassesOf(repository).map(({ className, name, description }) => [
      className,
      name,
      description,
    ]),
    [['KindFullEvent', 'kind-full', 'Full.']],
  );
});

test('tells own styles from shared ones, and follows both', () => {
  const repository = repositoryOf({
    [`${folder}/bar.ts`]:
      "import { styles } from './bar.styles.ts';\nimport { a } from '../../internal/a.styles.ts';",
    [`${folder}/bar.styles.ts`]: 'export const styles = css`b { gap: 1px; }`;',
    'packages/elements/src/internal/a.styles.ts':
      "import './b.styles.ts';\nexport const a = css`i {}`;",
    'packages/elements/src/internal/b.styles.ts': 'export const b = css`u {}`;',
  });
  assert.deepEqual(styleTextOf(repository, `${folder}/bar.ts`), {
    own: '\nb { gap: 1px; }',
    shared: 'i {}\nu {}',
  });
});

function factsOf(template: string, rest: Readonly<Record<string, string>> = {}) {
  const definition = {
    tag: 'kind-bar',
    className: 'KindBar',
    path: `${folder}/define.ts`,
    classPath: `${folder}/bar.ts`,
  };
  return templateFactsOf(repositoryOf({ [`${folder}/bar.ts`]: template, ...rest }), definition);
}

const parts: readonly [template: string, names: string[]][] = [
  ['html`<b part="fill"></b>`', ['fill']],
  ['html`<b part="fill full"></b>`', ['fill', 'full']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source under test
  ["html`<b part=${on ? 'full' : 'empty'}></b>`", ['full', 'empty']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source under test
  ["html`<b part=\"fill ${on ? 'full' : ''}\"></b>`", ['fill', 'full']],
  ['html`<kind-x exportparts="fill, edge: bar-edge"></kind-x>`', ['fill', 'bar-edge']],
  ['text`part="fill"`; const a = \' part="b"\';', []],
];

for (const [template, names] of parts) {
  test(`sees the parts of ${template}`, () => {
    assert.deepEqual([...factsOf(template).parts.keys()].sort(), names.toSorted());
  });
}

test('sees slots with their lines, tags inside, and events that are made', () => {
  const facts = factsOf(
    'html`<slot></slot>\n<slot name="end"></slot><kind-x></kind-x>`;\nnew KindFullEvent();',
  );
  assert.deepEqual(
    [...facts.slots].map(([name, { line }]) => [name, line]),
    [
      ['', 1],
      ['end', 2],
    ],
  );
  assert.deepEqual([...facts.tags], ['kind-x']);
  assert.equal(facts.dispatched.get('KindFullEvent')?.line, 3);
});

test('looks into helpers, and not into other elements', () => {
  const other = 'packages/elements/src/giving/other';
  const facts = factsOf("import './draw.ts';\nimport '../other/other.ts';", {
    [`${folder}/draw.ts`]: 'html`<b part="drawn"></b>`;',
    [`${other}/other.ts`]: 'html`<b part="others"></b>`;',
    [`${other}/define.ts`]:
      "import { KindOther } from './other.ts';\ndefineElement('kind-other', KindOther);",
  });
  assert.deepEqual([...facts.parts.keys()], ['drawn']);
});
