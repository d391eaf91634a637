// `npm run shots`: pictures of every element's states and of every example page, and contact
// sheets to look at. `npm run shots -- donate-button --locale en --locale ar` takes some of them.
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from '../browsers/page.ts';
import { buildPageScript, kindcartPageScript } from '../build/cdn.ts';
import { type Shot, shootState } from './capture.ts';
import { shootExamples } from './examples.ts';
import { readOptions } from './options.ts';
import { startCannedPlatform } from './server.ts';
import { writeSheet } from './sheet.ts';
import { readStates, type States } from './states.ts';

const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const outDir = join(root, 'shots');
const { isWanted, locales } = readOptions(process.argv.slice(2), finishedLocales());

/** A language is finished when it has a file of words; the rest is the compiler's to hold. */
function finishedLocales(): string[] {
  return globSync('packages/elements/src/locales/*.ts', { cwd: root })
    .map((file) => basename(file, '.ts'))
    .filter((name) => /^[a-z]{2}(-[a-z]{2,4})?$/.test(name))
    .map((name) => new Intl.Locale(name).toString())
    .sort();
}

async function allStates(): Promise<[string, States][]> {
  const files = globSync('packages/elements/src/**/*.states.ts', { cwd: root }).sort();
  const subjects = files.map((file) => [basename(file, '.states.ts'), file] as const);
  return Promise.all(
    subjects
      .filter(([subject]) => isWanted(subject))
      .map(async ([subject, file]) => {
        const module: object = await import(pathToFileURL(join(root, file)).href);
        return [subject, readStates(file, module)] satisfies [string, States];
      }),
  );
}

const script = kindcartPageScript(root);
console.log('Building the page script …');
await buildPageScript(script);
const elements = await allStates();
const platform = await startCannedPlatform(script.outDir);
const browser = await launch('chromium');
try {
  mkdirSync(outDir, { recursive: true });
  for (const [subject, states] of elements) {
    for (const old of globSync(`${subject}{,.html,.png,-*.png}`, { cwd: outDir })) {
      rmSync(join(outDir, old), { recursive: true, force: true });
    }
    const shots: Shot[] = [];
    for (const state of Object.entries(states)) {
      for (const locale of locales) {
        shots.push(
          ...(await shootState({ browser, platform, outDir }, { subject, locale, state })),
        );
      }
      console.log(`${subject}: ${state[0]}`);
    }
    await writeSheet(browser, outDir, subject, shots);
  }
  const pages = await shootExamples({ root, browser, outDir, isWanted });
  for (const [subject, shots] of pages) await writeSheet(browser, outDir, subject, shots);
  console.log(`Look at ${join(outDir, '*.png')}.`);
} finally {
  await browser.close();
  await platform.close();
}
