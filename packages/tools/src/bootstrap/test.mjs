// `npm test`: installs what is missing and runs every test. `npm test -- contract client` runs
// some. Plain JavaScript for Node 20, with nothing installed.
import { join } from 'node:path';
import { installedNode, installPackages, root } from './install.mjs';
import { installPrograms } from './machine.mjs';
import { runChild } from './run-child.mjs';

installPackages();
installPrograms();
const steps = join(root, 'packages/tools/src/testing/run.ts');
process.exitCode = await runChild(installedNode(), [steps, ...process.argv.slice(2)], {
  cwd: root,
});
