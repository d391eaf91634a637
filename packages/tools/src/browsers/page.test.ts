// One static page, driven the same way in every engine. It is served with the strictest policy
// that Kindcart promises to work under, so the driver itself must need no exception from it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engineNames } from './engines.ts';
import { type Browser, launch, type Page } from './page.ts';

const script = `
customElements.define('x-outer', class extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).append(document.createElement('x-inner'));
  }
});
customElements.define('x-inner', class extends HTMLElement {
  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    for (const [name, id] of [['input', 'name'], ['button', 'give'], ['output', 'said']]) {
      root.append(Object.assign(document.createElement(name), { id, textContent: '' }));
    }
    const [field, button, said] = root.children;
    button.textContent = 'Give';
    button.addEventListener('click', (event) => {
      setTimeout(() => { said.textContent = field.value + ' gave, ' + event.isTrusted; }, 100);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') said.textContent = 'entered';
    });
  }
});
document.querySelector('#break').addEventListener('click', () => { throw new Error('broken'); });
`;

const html = `<!doctype html><meta charset="utf-8"><title>Page</title>
<x-outer></x-outer><p>  spaced
  out </p><button id="break">Break</button><button id="off" disabled>Off</button>
<script src="/page.js" type="module"></script>`;

/** The same page with a picture for which it waits. */
const waiting = `${html}<img id="late" src="/late.png" alt="">`;
/** The answer to the question for that picture, for a test to give. */
const late = Promise.withResolvers<ServerResponse>();

let server: Server;
let address = '';
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindcart-page-'));
  server = createServer((request, response) => {
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; img-src 'self'; require-trusted-types-for 'script'",
    );
    if (request.url === '/late.png') return late.resolve(response);
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : request.url === '/waiting' ? waiting : html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  assert(bound !== null && typeof bound === 'object');
  address = `http://127.0.0.1:${bound.port}/`;
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function withPage(browser: Browser, act: (page: Page) => Promise<void>): Promise<void> {
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await act(page);
  } finally {
    await browser.close();
  }
}

async function pngSize(path: string): Promise<[number, number]> {
  const png = await readFile(path);
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

for (const engine of engineNames) {
  test(`drives a page with shadow roots in ${engine}`, { timeout: 120_000 }, async () => {
    await withPage(await launch(engine, { width: 800, height: 600 }), async (page) => {
      assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [800, 600]);
      assert.equal(await page.text('p'), 'spaced out');
      await page.type('x-outer >>> #name', 'Ana');
      await page.type('x-outer >>> x-inner >>> input', ' 李 é');
      await page.click('x-outer >>> #give');
      await page.waitFor(() => {
        const inner = document.querySelector('x-outer')?.shadowRoot?.querySelector('x-inner');
        return inner?.shadowRoot?.querySelector('output')?.textContent !== '';
      });
      assert.equal(await page.text('x-outer >>> output'), 'Ana 李 é gave, true');
      await page.fill('x-outer >>> #name', 'Bo');
      assert.equal(await page.text('x-outer >>> #name'), 'Bo');
      await page.press('Enter');
      assert.equal(await page.text('x-outer >>> output'), 'entered');
    });
  });

  test(`moves focus with keys and sums in the page in ${engine}`, {
    timeout: 120_000,
  }, async () => {
    await withPage(await launch(engine), async (page) => {
      await page.click('x-outer >>> #name');
      await page.press('Tab');
      const focused = () =>
        page.evaluate(() => {
          const inner = document.activeElement?.shadowRoot?.activeElement;
          return inner?.shadowRoot?.activeElement?.id;
        });
      assert.equal(await focused(), 'give');
      await page.press('Shift+Tab');
      assert.equal(await focused(), 'name');
      assert.equal(await page.evaluate((a, b) => Promise.resolve(a + b), 2, 3), 5);
    });
  });

  test(`hears errors, reloads and takes pictures in ${engine}`, { timeout: 120_000 }, async () => {
    await withPage(await launch(engine, { width: 640, height: 480 }), async (page) => {
      assert.deepEqual(await page.consoleErrors(), []);
      await page.click('#break');
      await page.evaluate(() => console.error('said', 'so'));
      const errors = (await page.consoleErrors()).join('\n');
      assert.match(errors, /broken/);
      assert.match(errors, /said so/);
      await page.reload();
      assert.equal(await page.text('x-outer >>> output'), '');
      await page.screenshot(join(folder, `${engine}.png`));
      assert.deepEqual(await pngSize(join(folder, `${engine}.png`)), [640, 480]);
      await page.evaluate(() => {
        const tall = document.createElement('canvas');
        tall.height = 1200;
        document.body.append(tall);
      });
      await page.screenshot(join(folder, `${engine}-whole.png`), { fullPage: true });
      const [width, height] = await pngSize(join(folder, `${engine}-whole.png`));
      assert.equal(width, 640);
      assert(height > 1200, `The whole page is ${height} pixels high.`);
    });
  });

  test(`goes to and fro between two pages in ${engine}`, { timeout: 120_000 }, async () => {
    const browser = await launch(engine);
    try {
      const [first, second] = [await browser.newPage(), await browser.newPage()];
      for (const page of [first, second]) await page.goto(address);
      await first.fill('x-outer >>> #name', 'first');
      await second.fill('x-outer >>> #name', 'second');
      await first.click('x-outer >>> #give');
      await first.waitFor('x-outer >>> #said');
      assert.equal(await second.text('x-outer >>> #name'), 'second');
      assert.equal(await first.text('x-outer >>> #name'), 'first');
    } finally {
      await browser.close();
    }
  });

  test(`shows the page a dark scheme in ${engine}`, { timeout: 120_000 }, async () => {
    await withPage(await launch(engine, { colorScheme: 'dark' }), async (page) => {
      assert(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches));
    });
    await withPage(await launch(engine), async (page) => {
      assert(await page.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches));
    });
  });
}

for (const engine of ['chromium', 'firefox'] as const) {
  test(`speaks the language asked for in ${engine}`, { timeout: 120_000 }, async () => {
    await withPage(await launch(engine, { locale: 'zh-CN' }), async (page) => {
      assert.equal(await page.evaluate(() => navigator.language), 'zh-CN');
    });
  });
}

test('says when a page is silent instead of waiting for ever', { timeout: 120_000 }, async () => {
  await withPage(await launch('chromium'), async (page) => {
    const silent = page.waitFor(() => new Promise(() => {}), 300);
    await assert.rejects(silent, /The page does not answer/);
  });
});

test('says why a click cannot happen', { timeout: 120_000 }, async () => {
  await withPage(await launch('chromium'), async (page) => {
    await assert.rejects(page.waitFor('#nowhere', 200), /Waited 200 ms in vain for #nowhere/);
    await assert.rejects(page.click('#off', 200), /"#off" cannot be clicked .* it is disabled/);
    await assert.rejects(page.click('p >>> b', 200), /<p> has no open shadow root/);
  });
});

test('clicks only once the page is loaded', { timeout: 120_000 }, async () => {
  await withPage(await launch('chromium'), async (page) => {
    const opened = page.goto(`${address}waiting`);
    await page.waitFor('#late');
    await assert.rejects(page.click('p', 200), /"p" cannot be clicked .* the page still loads/);
    (await late.promise).end();
    await opened;
    await page.click('p');
  });
});
