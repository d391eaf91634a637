// `npm start`: installs what is missing, builds the page script if its sources changed, and runs
// the platform with demo data. Plain JavaScript for Node 20, with nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleInputs, hashOf, isFresh, writeStamp } from './inputs.mjs';
import { installedNode, installPackages, root, stopWith } from './install.mjs';
import { runChild } from './run-child.mjs';

installPackages();
buildPageScript();
const main = join(root, 'packages/platform/src/cli/main.ts');
const pages = ['--serve', '/=examples/charity-site', '--serve', '/sdk=packages/elements/dist/cdn'];
const start = ['start', '--demo', ...pages, ...process.argv.slice(2)];
const args = ['--conditions=@kindcart/source', main, ...start];
process.exitCode = await runChild(installedNode(), args, { cwd: root });

function buildPageScript() {
  if (!existsSync(join(root, 'packages/elements/src/kindcart.ts'))) return;
  const stamp = join(root, 'packages/elements/dist/cdn/.inputs');
  const hash = hashOf(root, bundleInputs);
  if (isFresh(stamp, hash)) return;
  console.log('Building the page script, because its sources changed …');
  const rollup = join(root, 'node_modules/rollup/dist/bin/rollup');
  const { status } = spawnSync(installedNode(), [rollup, '-c', 'rollup.config.mjs', '--silent'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KINDCART_BUILD: 'cdn' },
  });
  if (status !== 0) stopWith('The page script could not be built; what failed is above.');
  writeStamp(stamp, hash);
}
