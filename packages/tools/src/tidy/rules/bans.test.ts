import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { bannedCalls } from './bans.ts';

const source = 'packages/store/src/a.ts';
const element = 'packages/elements/src/giving/a/a.ts';
const rules = 'packages/platform/src/giving/donations/rules.ts';
const tests = 'packages/store/src/a.test.ts';

const banned: readonly [path: string, text: string, what: string][] = [
  [source, 'parseFloat(text);', 'parseFloat makes a float.'],
  [source, 'Number.parseFloat(text);', 'parseFloat makes a float.'],
  [source, 'const parse = parseFloat;', 'parseFloat makes a float.'],
  [source, 'amount.toFixed(2);', 'toFixed rounds a float.'],
  [element, "import { unsafeHTML } from 'lit/directives/unsafe-html.js';", 'unsafe templates'],
  [element, 'const styles = unsafeCSS(text);', 'unsafe templates'],
  [element, 'node.innerHTML = text;', 'assigns markup as text.'],
  [element, 'node.outerHTML += text;', 'assigns markup as text.'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source under test
  [element, 'html`<div .innerHTML=${text}></div>`;', 'assigns markup as text.'],
  [element, "node.insertAdjacentHTML('beforeend', text);", 'assigns markup as text.'],
  [source, 'eval(text);', 'evaluates text as code.'],
  [source, 'new Function(text);', 'evaluates text as code.'],
  [element, 'document.write(text);', 'document.write'],
  [source, 'const id = Math.random();', 'calls Math.random.'],
  [source, "console.log('hello');", 'writes to the console.'],
  [source, 'process.env.PORT;', 'reads process.env.'],
  ['packages/platform/src/http/app.ts', 'const { PORT } = process.env;', 'reads process.env.'],
  [element, "document.cookie = 'a=1';", 'reads or sets a cookie.'],
  [source, 'let value: any;', 'says `any`.'],
  [source, 'send(value as any);', 'says `any`.'],
  [source, 'send(value!);', 'silences the compiler'],
  [source, 'class A { value!: string; }', 'silences the compiler'],
  [rules, 'const now = Date.now();', 'reads the clock or chance in rules.'],
  [rules, 'const now = new Date();', 'reads the clock or chance in rules.'],
  [rules, 'setTimeout(later, 1);', 'reads the clock or chance in rules.'],
  [source, 'try { a(); } catch {}', 'swallows an error.'],
  [source, 'a().catch(() => {});', 'swallows an error.'],
  [element, 'html`<div style="width: 1px"></div>`;', 'writes an inline style attribute.'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source under test
  [element, 'html`<div style=${x}></div>`;', 'writes an inline style attribute.'],
  [tests, "test.skip('a', () => {});", 'leaves out, singles out or postpones'],
  [tests, "describe.only('a', () => {});", 'leaves out, singles out or postpones'],
  [tests, "test('a', { todo: true }, () => {});", 'leaves out, singles out or postpones'],
  [tests, 't.skip();', 'leaves out, singles out or postpones'],
  [tests, 'await new Promise((done) => setTimeout(done, 10));', 'sleeps in a test.'],
  [tests, 'await new Promise((done) => { setTimeout(done, 10); });', 'sleeps in a test.'],
  [tests, "import { setTimeout } from 'node:timers/promises';", 'sleeps in a test.'],
];

for (const [path, text, what] of banned) {
  test(`finds ${text} in ${path}`, () =>
    assertFinds(bannedCalls, { [path]: `\n${text}` }, `${path}:2  ${what}`));
}

const fine: readonly [path: string, text: string][] = [
  [source, 'const call = { random: Math.random };'],
  [source, 'Number(text);'],
  [source, "const text = 'parseFloat(x)'; // parseFloat(x)"],
  [source, 'const a = { parseFloat: 1 };'],
  [source, 'if (a != b) send(!value);'],
  [source, 'try { a(); } catch { /* The tab is closing; nobody is left to tell. */ }'],
  [source, 'interface A { any: string; process: string }'],
  [element, 'html`<div class="bar"></div>`;'],
  [element, 'node.textContent = text;'],
  ['packages/platform/src/cli/main.ts', "console.log('hello');"],
  ['packages/platform/src/config.ts', 'process.env.PORT;'],
  ['packages/tools/src/size.ts', "console.log(process.env.CI ?? '');"],
  [rules, 'const later = new Date(now + 1000);'],
  [rules, 'const { process } = donation; send(donation.process);'],
  [tests, "test('a', { timeout: 1000 }, () => {});"],
  [tests, "const list = { only: ['a'] };"],
  [tests, 'const timer = setTimeout(stop, 10);'],
  [tests, 'const id = Math.random();'],
];

for (const [path, text] of fine) {
  test(`lets ${text} be in ${path}`, () => assertTidy(bannedCalls, { [path]: text }));
}
