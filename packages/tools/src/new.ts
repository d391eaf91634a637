// `npm run new element <domain> <name>`: makes the files of a new element, tells the loader, the
// index, package.json and the guide of it, and writes the reference anew.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWhenDifferent } from './docs/files.ts';
import { elementsPage } from './docs/pages/elements.ts';
import { planElement, RefusedError } from './generate/element.ts';
import { readRepository } from './tidy/repository.ts';
import { domains } from './tidy/rules/element-files.ts';

const root = resolve(fileURLToPath(new URL('../../../', import.meta.url)));

function make(domain: string, name: string): void {
  const plan = planElement(readRepository(root), domain, name);
  for (const [path, text] of plan) {
    const full = join(root, path);
    console.log(`${existsSync(full) ? 'changed' : 'made   '}  ${path}`);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  format([...plan.keys()].filter((path) => /\.(ts|json)$/.test(path)));
  const reference = 'docs/reference/elements.md';
  if (writeWhenDifferent(root, reference, elementsPage(readRepository(root)))) {
    console.log(`changed  ${reference}`);
  }
  console.log(`
Next: say in the doc block of ${name}.ts what it shows, draw it, and list its states.
Then: npm test -- chromium tidy, and npm run shots to look at it.`);
}

/** Where lines break depends on how long the name is. */
function format(paths: readonly string[]): void {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'check', '--write', '--log-level=error', ...paths];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.error(stderr);
}

const [kind, domain, name, ...rest] = process.argv.slice(2);
if (kind !== 'element' || domain === undefined || name === undefined || rest.length > 0) {
  console.error(`Usage: npm run new element <domain> <name>
The domains are ${domains.join(', ')}. The name is the tag without "kind-", such as matching-bar.`);
  process.exitCode = 1;
} else {
  try {
    make(domain, name);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
