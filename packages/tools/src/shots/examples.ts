// Pictures of the example pages, served by the real platform with demo data of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Browser } from '../browsers/page.ts';
import { freePort } from '../browsers/webkit-driver.ts';
import { type Shot, shootPage } from './capture.ts';

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
  if (names.length === 0) return [];
  const data = mkdtempSync(join(tmpdir(), 'kindcart-shots-'));
  const port = await freePort();
  const server = startPlatform(run.root, port, data);
  try {
    const origin = `http://127.0.0.1:${port}`;
    await isReady(`${origin}/readyz`, server);
    const pages: [string, Shot[]][] = [];
    for (const name of names) pages.push([name, await shootExample(run, origin, name)]);
    return pages;
  } finally {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(data, { recursive: true, force: true });
  }
}

function startPlatform(root: string, port: number, data: string): ChildProcess {
  const main = join(root, 'packages/platform/src/cli/main.ts');
  const flags = ['start', '--demo', '--port', String(port), '--data', data, '--log', 'warn'];
  return spawn(process.execPath, ['--conditions=@kindcart/source', main, ...flags], {
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

async function shootExample(run: Examples, origin: string, subject: string): Promise<Shot[]> {
  const page = await run.browser.newPage();
  try {
    await page.emulate({ reducedMotion: 'reduce' });
    await page.goto(`${origin}/examples/${subject}/`);
    return await shootPage(page, run.outDir, { subject, state: 'page', locale: 'en' });
  } finally {
    await page.close();
  }
}
