import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { elementMembers } from './element-members.ts';

const path = 'packages/elements/src/giving/progress/progress.ts';
const inOrder = [
  'static override styles = styles;',
  'readonly #locale = 1;',
  "@state() private said = '';",
  '@property() project?: string;',
  'get open() { return true; }',
  'override connectedCallback() {}',
  '#onClick() {}',
  'get #dialog() { return 1; }',
  'reload() {}',
  '#renderRetry() {}',
  'override render() {}',
];
const element = (members: readonly string[]) => ({
  [path]: `export class KindProgress extends KindElement {\n${members.join('\n')}\n}`,
});

test('accepts the order of the house', () => assertTidy(elementMembers, element(inOrder)));

const moves: readonly [name: string, from: number, to: number][] = [
  ['styles', 0, 1],
  ['#locale', 1, 2],
  ['said', 2, 3],
  ['project', 3, 5],
  ['connectedCallback', 5, 6],
  ['#onClick', 6, 8],
  ['reload', 8, 9],
];

for (const [name, from, to] of moves) {
  test(`finds ${name} in a later place`, () => {
    const moved = inOrder.toSpliced(from, 1).toSpliced(to, 0, inOrder[from] ?? '');
    return assertFinds(elementMembers, element(moved), `${path}:${to + 2}  ${name} (`);
  });
}

test('lets an accessor stand with the properties or with the methods', () =>
  assertTidy(elementMembers, element(inOrder.toSpliced(4, 1).toSpliced(7, 0, inOrder[4] ?? ''))));

test('leaves other classes alone', () =>
  assertTidy(elementMembers, { [path]: 'class Announcer {\n render() {}\n static a = 1;\n}' }));
