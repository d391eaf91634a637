// Pictures of the example pages, served by the real platform with demo data of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Browser } from '../browsers/page.ts';
import { freePort } from '../browsers/webkit-driver.ts';
import { type Shot, settle, shootPage } from './capture.ts';

interface Examples {
  readonly root: string;
  readonly browser: Browser;
  readonly outDir: string;
  readonly isWanted: (name: string) => boolean;
}

const startTimeoutMs = 60_000;

/** Takes pictures of every example that is wanted, by the name of its folder. */
export async function shootExamples(run: Examples): Promise<[string, Shot[]][]> {
  const names = globSync('examples/*/index.html', { cwd: run.root })
    .map((file) => basename(dirname(file)))
    .filter(run.isWanted)
    .sort();
  const pages: [string, Shot[]][] = [];
  for (const name of names) {
    pages.push([name, await shootExample(run, name)]);
    console.log(name);
  }
  return pages;
}

/** Serves one example as `npm start` does, with data of its own, and takes all of its pages. */
async function shootExample(run: Examples, name: string): Promise<Shot[]> {
  const data = mkdtempSync(join(tmpdir(), 'kindcart-shots-'));
  const port = await freePort();
  const server = startPlatform(run.root, name, ['--port', String(port), '--data', data]);
  try {
    const origin = `http://127.0.0.1:${port}`;
    await isReady(`${origin}/readyz`, server);
    const files = globSync('**/index.html', { cwd: join(run.root, 'examples', name) }).sort();
    const shots: Shot[] = [];
    for (const file of files) {
      const path = file.slice(0, -'index.html'.length);
      shots.push(...(await shootAddress(run, `${origin}/${path}`, name)));
    }
    return shots;
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

function startPlatform(root: string, name: string, flags: readonly string[]): ChildProcess {
  const main = join(root, 'packages/platform/src/cli/main.ts');
  const mounts = [`/=examples/${name}`, '/sdk=packages/elements/dist/cdn'];
  const serve = mounts.flatMap((mount) => ['--serve', mount]);
  const args = [main, 'start', '--demo', '--log', 'warn', ...serve, ...flags];
  return spawn(process.execPath, ['--conditions=@kindcart/source', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function isReady(url: string, server: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + startTimeoutMs;
  while (Date.now() < giveUpAt) {
    if (server.exitCode !== null) {
      throw new Error(`The platform ended with code ${server.exitCode} at its start.`);
    }
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet: that is what the loop is for.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The platform was not ready within ${startTimeoutMs} ms.`);
}

async function shootAddress(run: Examples, url: string, subject: string): Promise<Shot[]> {
  const page = await run.browser.newPage();
  try {
    await page.emulate({ reducedMotion: 'reduce' });
    await page.goto(url);
    // Pictures further down wait for somebody to scroll, and nobody does.
    await page.evaluate(() => {
      for (const image of document.images) image.loading = 'eager';
    });
    await page.waitFor(() => [...document.images].every(({ complete }) => complete));
    await settle(page);
    const locale = await page.evaluate(() => document.documentElement.lang);
    return await shootPage(page, run.outDir, { subject, state: 'page', locale }, 'screen');
  } finally {
    await page.close();
  }
}
