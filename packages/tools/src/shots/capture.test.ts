// A picture of a state in a real Chromium: a small page script stands in for Kindcart's.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, launch } from '../browsers/page.ts';
import { shootState } from './capture.ts';
import { type CannedPlatform, startCannedPlatform } from './server.ts';
import { writeSheet } from './sheet.ts';
import type { State } from './states.ts';

const script = `
customElements.define('kind-sample', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = '<style>:host { display: block; height: 100px }</style><button>More</button>';
    root.querySelector('button').addEventListener('click', () => {
      this.style.height = '300px';
      this.dataset.open = '';
    });
    fetch('/v1/projects/prj_1').then((r) => r.json()).then((p) => { this.title = p.title; });
  }
});`;

let folder = '';
let platform: CannedPlatform;
let browser: Browser;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kindcart-capture-'));
  writeFileSync(join(folder, 'kindcart.js'), script);
  platform = await startCannedPlatform(folder);
  browser = await launch('chromium');
});

after(async () => {
  await browser.close();
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

function shoot(name: string, state: State, locale = 'en') {
  const place = { browser, platform, outDir: folder };
  return shootState(place, { subject: 'sample', locale, state: [name, state] });
}

function sizeOf(file: string): [number, number] {
  const png = readFileSync(join(folder, file));
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

// The element and one rem around it.
const closedHeight = 100 + 2 * 16;

test('takes a state at each width and in each scheme, as high as its content', async () => {
  const shots = await shoot('closed', { html: '<kind-sample></kind-sample>' });
  assert.deepEqual(
    shots.map(({ file }) => file),
    [
      'sample/closed/en-phone-light.png',
      'sample/closed/en-phone-dark.png',
      'sample/closed/en-desktop-light.png',
      'sample/closed/en-desktop-dark.png',
    ],
  );
  const sizes = shots.map(({ file }) => sizeOf(file));
  const [phone, desktop] = [
    [390, closedHeight],
    [1280, closedHeight],
  ];
  assert.deepEqual(sizes, [phone, phone, desktop, desktop]);
});

test('does first what a person does', async () => {
  const act = ['click kind-sample >>> button', 'wait kind-sample[data-open]'];
  const [first] = await shoot('open', { html: '<kind-sample></kind-sample>', act });
  assert(first !== undefined);
  assert.deepEqual(sizeOf(first.file), [390, closedHeight + 200]);
});

test('shows the whole screen when a dialog is open', async () => {
  const html = '<kind-sample></kind-sample><dialog open>Hello</dialog>';
  const [first] = await shoot('dialog', { html });
  assert(first !== undefined);
  assert.deepEqual(sizeOf(first.file), [390, 844]);
});

test('shows a state that waits for an answer for ever', async () => {
  const shots = await shoot('loading', {
    html: '<kind-sample></kind-sample>',
    answers: { getProject: 'pending' },
  });
  assert.equal(shots.length, 4);
});

test('says which step could not be done', async () => {
  const act = ['press Nothing'];
  await assert.rejects(shoot('wrong', { html: '', act }), /No key is called "Nothing"/);
});

test('gives a state the language, and writes it into a sheet', async () => {
  const html = (locale: string) => `<kind-sample lang="${locale}"></kind-sample>`;
  const shots = await shoot('words', { html }, 'zh-CN');
  assert(shots.every(({ file }) => file.startsWith('sample/words/zh-CN-')));
  await writeSheet(browser, folder, 'sample', shots);
  const [width, height] = sizeOf('sample.png');
  assert.equal(width, 1760);
  assert(height > 2 * 100);
  assert.match(readFileSync(join(folder, 'sample.html'), 'utf8'), /sample\/words\/zh-CN-phone-/);
});

test('parts a long sheet into pictures that can be read', async () => {
  const shots = await shoot('closed', { html: '<kind-sample></kind-sample>' });
  const many = Array.from({ length: 20 }, (_, index) =>
    shots.map((shot) => ({ ...shot, state: `state ${index}` })),
  ).flat();
  await writeSheet(browser, folder, 'many', many);
  const [, first] = sizeOf('many-1.png');
  const [, second] = sizeOf('many-2.png');
  assert(first > 1_500 && first < 2_500, `The first is ${first} high.`);
  assert(second > 200 && second < 2_500, `The second is ${second} high.`);
});
