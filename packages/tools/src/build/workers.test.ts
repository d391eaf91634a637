// The worker that reads imports, built as it is shipped and started on pages with the strictest policy.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { engineNames } from '../browsers/engines.ts';
import { launch } from '../browsers/page.ts';
import { buildPageScript } from './cdn.ts';
import { packageBuilds } from './packages.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kindcart-workers-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const source = join(root, 'packages/elements/src/deeds/sources/import');
/** A page script that reads an export, and tells what came of it and how many workers ran. */
writeFileSync(
  join(folder, 'kindcart.ts'),
  `import { importSteps } from '${join(source, 'import-steps.ts')}';
  import { healthExport, record } from '${join(source, 'testing.ts')}';
  let ran = 0;
  const Own = Worker;
  globalThis.Worker = class extends Own {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      this.addEventListener('message', () => { ran += 1; }, { once: true });
    }
  };
  const violations: string[] = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    violations.push(effectiveDirective + ' ' + blockedURI);
  });
  const wish = { files: [new File([healthExport(record())], 'export.xml')], timeZone: 'UTC' };
  const days = { first: '2024-05-01', last: '2024-05-02' };
  const read = async () => (await importSteps({ ...wish, days })).days;
  Object.assign(globalThis, {
    told: async () => JSON.stringify({ first: await read(), again: await read(), ran, violations }),
  });`,
);

let built: ReturnType<typeof buildPageScript> | undefined;
function build() {
  const rules = join(root, 'packages/elements/src/reserved.ts');
  const outDir = join(folder, 'dist');
  built ??= buildPageScript({ root, input: join(folder, 'kindcart.ts'), rules, outDir });
  return built;
}

/** Serves the build, and a page with a policy whose script comes from where it says. */
async function serve(policyOf: (script: string) => string, scriptFrom: () => string) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      const script = scriptFrom();
      response.setHeader('Content-Security-Policy', policyOf(script));
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><script type="module" src="${script}/kindcart.js"></script>`);
      return;
    }
    const files = readdirSync(join(folder, 'dist'), { recursive: true }).map(String);
    const found = files.find((name) => `/${name}` === path && name.endsWith('.js'));
    response.statusCode = found ? 200 : 404;
    response.setHeader('Content-Type', 'text/javascript');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(found ? readFileSync(join(folder, 'dist', found)) : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

const strict = (script: string) =>
  `default-src 'none'; img-src 'self'; script-src ${script || "'self'"}; require-trusted-types-for 'script'; ` +
  `trusted-types lit-html kindcart-import`;
const steps = [{ day: '2024-05-01', steps: 1_000 }];

test('builds the worker as a chunk that is named by its content', async () => {
  const { files } = await build();
  const scripts = Object.keys(files).filter((name) => /^chunks\/worker-[\w-]{7}\.js$/.test(name));
  assert.equal(scripts.length, 1);
  const [script = ''] = scripts;
  const all = Object.keys(files).filter((name) => name.endsWith('.js') && name !== script);
  const naming = all.filter((name) =>
    readFileSync(join(folder, 'dist', name), 'utf8').includes(script.replace('chunks/', '')),
  );
  assert.equal(naming.length, 1);
});

for (const engine of engineNames) {
  test(`reads in a worker under the strictest policy, in ${engine}`, {
    timeout: 120_000,
  }, async () => {
    await build();
    const site = await serve(strict, () => '');
    const browser = await launch(engine);
    try {
      const page = await browser.newPage();
      await page.goto(site.origin);
      const told = await page.evaluate(() => Reflect.apply(Reflect.get(window, 'told'), null, []));
      const expected = { first: steps, again: steps, ran: 2, violations: [] };
      assert.deepEqual(JSON.parse(String(told)), expected);
    } finally {
      await browser.close();
      site.close();
    }
  });

  test(`reads in the page when the script is another origin's, in ${engine}`, {
    timeout: 120_000,
  }, async () => {
    await build();
    const elsewhere = await serve(strict, () => '');
    const site = await serve(strict, () => elsewhere.origin);
    const browser = await launch(engine);
    try {
      const page = await browser.newPage();
      await page.goto(site.origin);
      const told = await page.evaluate(() => Reflect.apply(Reflect.get(window, 'told'), null, []));
      const { first, again, ran } = JSON.parse(String(told));
      assert.deepEqual({ first, again, ran }, { first: steps, again: steps, ran: 0 });
    } finally {
      await browser.close();
      site.close();
      elsewhere.close();
    }
  });
}

test('keeps the worker beside what starts it in the package, and its address where bundlers look', async () => {
  const [options] = packageBuilds(root, ['elements']);
  assert(options);
  const build = await rollup({ ...options, plugins: [options.plugins].flat().slice(0, 2) });
  const { output } = await build.generate({ ...[options.output].flat()[0] });
  await build.close();
  const code = (name: string) => {
    const chunk = output.find(({ fileName }) => fileName === `deeds/sources/import/${name}.js`);
    return chunk?.type === 'chunk' ? chunk.code : '';
  };
  assert.match(
    code('worker-elsewhere'),
    /new Worker\(new URL\('\.\/worker\.js', import\.meta\.url\)/,
  );
  assert.match(code('worker'), /postMessage/);
});
