import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { elementDocs } from './element-docs.ts';

const root = 'packages/elements/src';
const folder = `${root}/giving/bar`;
const path = `${folder}/bar.ts`;

const doc = [
  '@summary A bar.',
  '@slot - What is below it.',
  '@event kind-full - It is full.',
  '@csspart track - The whole.',
  '@csspart fill - The filled part.',
  '@csspart full - The filled part when it is full.',
  '@cssproperty --kind-accent - Its colour.',
  '@cssproperty --kind-bar-gap - The gap.',
];
const template = [
  'html`<div part="track">',
  '  <div part="fill $',
  "{this.full ? 'full' : ''}\"></div>",
  '</div><slot></slot>`',
];

interface Made {
  readonly doc?: readonly string[];
  readonly members?: string;
  readonly css?: string;
}

/** An element that is as it should be, save for what is handed in. */
function made({
  doc: lines = doc,
  members = '',
  css = 'div { gap: var(--kind-bar-gap); color: var(--_accent); }',
}: Made) {
  return {
    [path]: [
      "import { tokens } from '../../internal/tokens.styles.ts';",
      "import { styles } from './bar.styles.ts';",
      "import { KindFullEvent } from '../../events/full.ts';",
      '/**',
      ...lines.map((line) => ` * ${line}`),
      ' */',
      'export class KindBar extends KindElement {',
      '  static override styles = [tokens, styles];',
      '  /** How full. */',
      '  @property() value = 0;',
      members,
      '  #fill() { this.dispatchEvent(new KindFullEvent()); }',
      `  override render() { return ${template.join('')}; }`,
      '}',
    ].join('\n'),
    [`${folder}/bar.styles.ts`]: `export const styles = css\`${css}\`;`,
    [`${folder}/define.ts`]:
      "import { KindBar } from './bar.ts';\ndefineElement('kind-bar', KindBar);",
    [`${root}/internal/tokens.styles.ts`]:
      'export const tokens = css`:host { --_accent: var(--kind-accent, green); --_gap: var(--kind-gap, 1rem); }`;',
    [`${root}/events/full.ts`]:
      "/** Full. */\nexport class KindFullEvent extends Event {\n  constructor() { super('kind-full'); }\n}",
  };
}

const without = (line: string) => doc.filter((each) => !each.startsWith(line));

test('accepts an element that documents what it has', () => assertTidy(elementDocs, made({})));

const missing: readonly [line: string, finding: string][] = [
  ['@summary', `${path}:13  kind-bar has no @summary.`],
  [
    '@slot',
    `${path}:19  has the default slot, which the doc block does not mention. Add \`@slot - …\``,
  ],
  ['@event', `${path}:18  dispatches kind-full, which the doc block of kind-bar does not mention.`],
  ['@csspart track', `${path}:19  has the part "track", which the doc block does not mention.`],
  [
    '@cssproperty --kind-bar-gap',
    `${path}:13  its styles take --kind-bar-gap, which the doc block`,
  ],
];

for (const [line, finding] of missing) {
  test(`finds a doc block without ${line}`, () =>
    assertFinds(elementDocs, made({ doc: without(line) }), finding));
}

const surplus: readonly [line: string, finding: string][] = [
  ['@slot end - The end.', 'documents the slot "end", which no template has.'],
  ['@event kind-empty - It is empty.', 'documents the event kind-empty, which neither it nor'],
  ['@csspart thumb - The thumb.', 'documents the part "thumb", which no template has.'],
  ['@cssproperty --kind-edge - The edge.', 'documents --kind-edge, which its styles do not take.'],
  [
    '@attr {string} theme - The theme.',
    'documents the attribute theme, which the code never reads.',
  ],
];

for (const [line, finding] of surplus) {
  test(`finds ${line} in the doc block and not in the code`, () =>
    assertFinds(elementDocs, made({ doc: [...doc, line] }), `${path}:13  ${finding}`));
}

test('finds public members and documented things without a word on them', () =>
  assertFinds(
    elementDocs,
    made({
      doc: [...without('@slot'), '@slot'],
      members: '  @property() size = 1;\n  reload() {}',
    }),
    `${path}:12  @slot says nothing.`,
    `${path}:18  the public member size has no comment.`,
    `${path}:19  the public member reload has no comment.`,
  ));

test('counts what a helper draws, and what an element inside dispatches', () => {
  const files = made({ members: '  #inner() { return drawEnd(); }' });
  const outer = `${root}/giving/outer/outer.ts`;
  return assertTidy(elementDocs, {
    ...files,
    [outer]: [
      "import { drawEnd } from './end.ts';",
      '/**',
      ' * @summary A bar with an end.',
      ' * @event kind-full - It is full.',
      ' * @csspart end - The end.',
      ' */',
      'export class KindOuter extends KindElement {',
      '  override render() { return html`<kind-bar></kind-bar>`; }',
      '}',
    ].join('\n'),
    [`${root}/giving/outer/end.ts`]: 'export const drawEnd = () => html`<b part="end"></b>`;',
    [`${root}/giving/outer/define.ts`]:
      "import { KindOuter } from './outer.ts';\ndefineElement('kind-outer', KindOuter);",
  });
});
