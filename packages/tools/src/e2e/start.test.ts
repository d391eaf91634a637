/**
 * `npm start` as a person meets it, less npm itself: the first start makes data, the second is
 * quick and has it still, Ctrl-C closes platform and shop cleanly, a taken port is said in words.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const script = 'packages/tools/src/bootstrap/start.mjs';
const folder = mkdtempSync(join(tmpdir(), 'kindcart-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const secondStartMaxMs = 6_000;

interface Started {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly tookMs: number;
  readonly said: readonly string[];
}

function run(...flags: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...flags], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function start(): Promise<Started> {
  const begunAt = performance.now();
  const child = run('--port', '0', '--data', join(folder, 'data'), '--log', 'warn');
  process.once('exit', () => child.kill('SIGTERM'));
  assert(child.stdout !== null);
  const said: string[] = [];
  let tookMs = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line.startsWith('Kindcart answers')) tookMs = performance.now() - begunAt;
    if (line.includes('Ctrl-C stops both')) break;
  }
  child.stdout.resume();
  const origin = /^Kindcart answers at (http:\/\/\S+)/m.exec(said.join('\n'))?.[1];
  assert(origin !== undefined, said.join('\n'));
  return { child, origin, tookMs, said };
}

async function stop({ child }: Started): Promise<number | null> {
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  return code;
}

async function donations(origin: string, key: string): Promise<number> {
  const response = await fetch(`${origin}/v1/projects?key=${key}`);
  assert.equal(response.status, 200);
  const { items } = await response.json();
  assert.equal(items.length, 4);
  return items.reduce(
    (sum: number, item: { totals: { donations: number } }) => sum + item.totals.donations,
    0,
  );
}

function keyIn(text: string): string {
  const key = /\bpk_test_\w+/.exec(text)?.[0];
  assert(key !== undefined, text);
  return key;
}

let given = 0;

test('starts with demo data, the example page and the page script', {
  timeout: 120_000,
}, async () => {
  const started = await start();
  try {
    const { origin, said } = started;
    assert.match(said.join('\n'), /4242 4242 4242 4242/);
    const hosted = /Hosted page +(\S+\/give\/prj_\w+)/.exec(said.join('\n'))?.[1] ?? '';
    assert.match(await (await fetch(hosted)).text(), /<form method="post"/);
    for (const name of ['thank-you', 'my-gifts']) {
      const address = new RegExp(`http\\S+/${name}\\.html`).exec(said.join('\n'))?.[0] ?? '';
      assert.match(await (await fetch(address)).text(), /<kind-(thank-you|donor-page)>/);
    }
    const forest = /Forest +(\S+)/.exec(said.join('\n'))?.[1] ?? '';
    assert.match(await (await fetch(forest)).text(), /<kind-tree-picker project="prj_/);
    const page = await fetch(origin);
    assert.equal(page.status, 200);
    const html = await page.text();
    assert.match(html, /<kind-donate-button/);
    assert.match(html, /<kind-monthly-plan/);
    const source = /<script[^>]* src="([^"]+kindcart\.js)"/.exec(html)?.[1];
    assert(source !== undefined);
    const response = await fetch(new URL(source, `${origin}/`));
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /javascript/);
    given = await donations(origin, keyIn(html));
    assert(given > 0);
    const pages = said
      .join('\n')
      .match(/^ {2}(?:Shop|In Chinese|What it gives|Merchant's desk) +\S+/gm);
    assert.equal(pages?.length, 4);
    for (const page of pages.map((line) => /http\S+/.exec(line)?.[0] ?? '')) {
      const shown = await (await fetch(page)).text();
      assert.match(shown, /<kind-shop-impact merchant="mer_/);
      assert(shown.includes(`src="${origin}/sdk/kindcart.js" data-key="${keyIn(html)}"`));
    }
  } finally {
    assert.equal(await stop(started), 0, 'Ctrl-C is no failure.');
  }
});

test('starts again within six seconds, with everything it had', { timeout: 120_000 }, async () => {
  const started = await start();
  try {
    const { origin, tookMs } = started;
    assert(tookMs < secondStartMaxMs, `It took ${Math.round(tookMs)} ms.`);
    const html = await (await fetch(origin)).text();
    assert.equal(await donations(origin, keyIn(html)), given);
  } finally {
    assert.equal(await stop(started), 0);
  }
});

test('says which port is taken, and how to choose another', { timeout: 120_000 }, async () => {
  const first = await start();
  try {
    const { port } = new URL(first.origin);
    const second = run('--port', port, '--data', join(folder, 'other'), '--log', 'warn');
    let said = '';
    for (const stream of [second.stdout, second.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const [code] = await once(second, 'close');
    assert.equal(code, 1, said);
    assert.match(said, new RegExp(`\\b${port}\\b`));
    assert.match(said, /--port/);
  } finally {
    assert.equal(await stop(first), 0);
  }
});

test('stops the platform, too, when the port of the shop is taken', {
  timeout: 120_000,
}, async () => {
  const first = await start();
  try {
    const { port } = new URL(first.origin);
    const flags = ['--port', '0', '--shop-port', port, '--data', join(folder, 'third')];
    const second = run(...flags, '--log', 'warn');
    assert(second.stderr !== null);
    second.stdout?.resume();
    const said = await text(second.stderr);
    const [code] = second.exitCode === null ? await once(second, 'close') : [second.exitCode];
    assert.equal(code, 1, said);
    assert.match(said, new RegExp(`Port ${port} is taken.* --shop-port`));
  } finally {
    assert.equal(await stop(first), 0);
  }
});
