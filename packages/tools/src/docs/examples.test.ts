import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readRepository, repositoryOf } from '../tidy/repository.ts';
import { describeFindings } from '../tidy/rule.ts';
import { checkHtml, checkTypeScript, type Example, examplesOf } from './examples.ts';
import { type ElementDoc, elementDocsOf } from './manifest.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const repository = readRepository(root);
const examples = examplesOf(repository);

test('TypeScript examples in Markdown compile', () => {
  const findings = checkTypeScript(
    root,
    examples.filter(({ language }) => language === 'ts'),
  );
  if (findings.length > 0) assert.fail(describeFindings(findings));
});

test('HTML examples and the pages of examples/ use elements and attributes that there are', () => {
  const docs = elementDocsOf(repository);
  const pages = repository
    .matching(/^examples\/.+\.html$/)
    .map(({ path, text }) => ({ path, line: 1, language: 'html', text }));
  const fences = examples.filter(({ language }) => language === 'html');
  const findings = [...fences, ...pages].flatMap((example) => checkHtml(example, docs));
  if (findings.length > 0) assert.fail(describeFindings(findings));
});

test('finds marked fences with their lines, and no others', () => {
  const text =
    '# A\n\n```ts example\nconst a = 1;\n```\n\n```ts\nnot checked\n```\n\n```html example title="x"\n<p>\n```\n';
  assert.deepEqual(examplesOf(repositoryOf({ 'a.md': text })), [
    { path: 'a.md', line: 4, language: 'ts', text: 'const a = 1;\n' },
    { path: 'a.md', line: 12, language: 'html', text: '<p>\n' },
  ]);
});

const none: ElementDoc = {
  tag: 'kind-bar',
  className: 'KindBar',
  path: '',
  domain: 'giving',
  summary: '',
  description: '',
  attributes: [{ name: 'project', description: '' }],
  properties: [],
  methods: [],
  events: [],
  slots: [],
  parts: [],
  cssProperties: [],
};
const html = (text: string): Example => ({ path: 'a.md', line: 10, language: 'html', text });

test('accepts known elements with their own attributes and those of all elements', () => {
  const text =
    '<kind-bar project="prj_1" class="wide" data-x aria-label=\'a > b\'></kind-bar><!-- <kind-baz> -->';
  assert.deepEqual(checkHtml(html(text), [none]), []);
});

test('finds elements and attributes that there are not', () => {
  const findings = checkHtml(html('<p>\n<kind-bar\n  projekt=prj_1 hidden>\n<kind-baz>'), [none]);
  assert.deepEqual(
    findings.map(({ line, what }) => [line, what]),
    [
      [11, 'gives <kind-bar> the attribute projekt.'],
      [13, 'shows <kind-baz>, which is no element.'],
    ],
  );
});

test('says on which line of the page an example does not compile', () => {
  const text =
    "import { formatMoney } from '@kindcart/contract/money';\n\nconst text: number = formatMoney({ amount: 1, currency: 'CNY' }, 'en');\n";
  const findings = checkTypeScript(root, [{ path: 'a.md', line: 4, language: 'ts', text }]);
  assert.deepEqual(
    findings.map(({ line, what }) => [line, what]),
    [[6, "does not compile: Type 'string' is not assignable to type 'number'."]],
  );
});
