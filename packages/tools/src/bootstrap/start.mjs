// `npm start`: installs what is missing, builds the page script if its sources changed, and runs
// the platform with demo data, and beside it the shop of the demo. Plain JavaScript for Node 20,
// with nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleInputs, hashOf, isFresh, writeStamp } from './inputs.mjs';
import { installedNode, installPackages, root, stopWith } from './install.mjs';
import { flagOf, portAfter, runSideBySide } from './side-by-side.mjs';

installPackages();
buildPageScript();
const flags = process.argv.slice(2);
const port = flagOf(flags, '--port') ?? process.env.KINDCART_PORT ?? '8787';
const shopPort = flagOf(flags, '--shop-port') ?? String(await portAfter(port));
process.exitCode = await runSideBySide(platform(), shop, { cwd: root });

function platform() {
  const main = join(root, 'packages/platform/src/cli/main.ts');
  const pages = [
    '--serve',
    '/=examples/charity-site',
    '--serve',
    '/forest=examples/forest',
    '--serve',
    '/steps=examples/steps',
    '--serve',
    '/sdk=packages/elements/dist/cdn',
  ];
  // What is said last counts, so a port that was asked for stands.
  const start = ['start', '--demo', ...pages, '--shop-port', shopPort, ...flags];
  return { command: installedNode(), args: ['--conditions=@kindcart/source', main, ...start] };
}

/**
 * The shop, once the platform says where it is and where it wrote the shop's key.
 * @param {any} message
 */
function shop({ url, shopSettings }) {
  const main = join(root, 'examples/storefront/server/main.ts');
  const orders = join(dirname(shopSettings), 'orders.db');
  const said = [
    '--port',
    shopPort,
    '--platform',
    url,
    '--settings',
    shopSettings,
    '--orders',
    orders,
  ];
  return { command: installedNode(), args: ['--conditions=@kindcart/source', main, ...said] };
}

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
