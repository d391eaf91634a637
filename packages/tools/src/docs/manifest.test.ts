import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrayAt, objectAt, textAt } from '../tidy/json.ts';
import { repositoryOf } from '../tidy/repository.ts';
import { elementDocsOf, manifestOf } from './manifest.ts';

const folder = 'packages/elements/src';
const repository = repositoryOf({
  [`${folder}/giving/bar/bar.ts`]: `
    import { KindElement } from '../../internal/base.ts';
    import { tokens } from '../../internal/tokens.styles.ts';
    import { styles } from './bar.styles.ts';
    /**
     * @summary A bar that
     * fills.
     *
     * It is live.
     *
     * @slot - What is below.
     * @event kind-full - It is full.
     * @csspart fill - The filled part.
     * @cssproperty --kind-bar-color - Its colour.
     */
    export class KindBar extends KindElement {
      static override styles = [tokens, styles];
      #timer = 0;
      @state() private said = '';
      /** How full. */
      @property({ type: Number, reflect: true }) value = 0;
      /** Who asks. */
      @property({ attribute: 'asked-by' }) askedBy?: string | undefined;
      override connectedCallback(): void {}
      #fill(): void { this.dispatchEvent(new KindFullEvent(value)); }
      /** Loads again. */
      reload(times: number): void {}
      override render() { return html\`<b part="fill"></b><slot></slot>\`; }
    }`,
  [`${folder}/giving/bar/bar.styles.ts`]:
    'export const styles = css`b { color: var(--kind-bar-color, var(--_accent)); }`;',
  [`${folder}/giving/bar/bar.test.ts`]: 'export class KindNobody extends KindBar {}',
  [`${folder}/giving/bar/define.ts`]:
    "import { KindBar } from './bar.ts';\ndefineElement('kind-bar', KindBar);",
  [`${folder}/internal/base.ts`]:
    "export class KindElement extends LitElement {\n/** Language. */\n@property() locale = '';\n}",
  [`${folder}/internal/tokens.styles.ts`]:
    'export const tokens = css`:host { --_accent: var(--kind-accent, green); }`;',
  [`${folder}/events/full.ts`]: `
    /** Says that a bar is full. */
    export class KindFullEvent extends Event {
      /** How full. */
      readonly value: number;
      constructor(value: number) { super('kind-full'); this.value = value; }
    }`,
});

const [bar, ...others] = elementDocsOf(repository);

test('finds each element that a define file registers, and no base or test class', () => {
  assert.equal(others.length, 0);
  assert.deepEqual([bar?.tag, bar?.className, bar?.domain], ['kind-bar', 'KindBar', 'giving']);
});

test('ends the summary at the first empty line', () => {
  assert.equal(bar?.summary, 'A bar that fills.');
  assert.equal(bar?.description, 'It is live.');
});

test('gives properties with their attributes, own ones first', () => {
  assert.deepEqual(bar?.properties, [
    {
      name: 'value',
      description: 'How full.',
      type: 'number',
      default: '0',
      attribute: 'value',
      reflects: true,
    },
    {
      name: 'askedBy',
      description: 'Who asks.',
      type: 'string | undefined',
      attribute: 'asked-by',
    },
    {
      name: 'locale',
      description: 'Language.',
      type: 'string',
      default: "''",
      attribute: 'locale',
    },
  ]);
  assert.deepEqual(
    bar?.attributes.map(({ name }) => name),
    ['value', 'asked-by', 'locale'],
  );
});

test('leaves out what is private and what Lit calls', () => {
  assert.deepEqual(bar?.methods, [
    { name: 'reload', description: 'Loads again.', signature: '(times: number): void' },
  ]);
});

test('gives events the class that carries them, with its fields', () => {
  assert.deepEqual(bar?.events, [
    {
      name: 'kind-full',
      description: 'It is full.',
      type: 'KindFullEvent',
      fields: [{ name: 'value', description: 'How full.', type: 'number' }],
    },
  ]);
});

test('gives custom properties the default that the styles have', () => {
  assert.deepEqual(bar?.cssProperties, [
    { name: '--kind-bar-color', description: 'Its colour.', default: 'var(--kind-accent)' },
  ]);
});

test('leads to built files in the manifest', () => {
  const modules = arrayAt(manifestOf(repository), 'modules');
  const module = modules.find((each) => textAt(each, 'path') === 'dist/giving/bar/bar.js');
  assert.ok(module !== undefined, 'the module of the element is there');
  const [declaration] = arrayAt(module, 'declarations');
  assert.equal(textAt(declaration, 'tagName'), 'kind-bar');
  const [exported] = arrayAt(module, 'exports');
  assert.equal(textAt(objectAt(exported, 'declaration'), 'module'), 'dist/giving/bar/bar.js');
  assert.ok(
    modules.every((each) => textAt(each, 'path')?.startsWith('dist/')),
    'no path leads into the sources',
  );
});
