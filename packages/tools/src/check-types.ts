// Compiles every package, and every example that has a server, the way its boundaries allow:
// contract, client and store without DOM or Node, and so on. `*.types.test.ts` files are only ever
// compiled: what must not compile in them is marked, and the compiler complains when a mark is not
// needed.
import { globSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkProjects } from './testing/compile.ts';

const root = resolve(fileURLToPath(new URL('../../../', import.meta.url)));
const projects = globSync(['packages/*/tsconfig*.json', 'examples/*/tsconfig.json'], {
  cwd: root,
}).sort();
const results = await checkProjects({ root, cache: join(root, '.cache/types') }, projects, (line) =>
  console.log(line),
);
const failed = results.filter(({ ok }) => !ok).length;
const counts = { passed: results.length - failed, failed };
const file = process.env.TEST_COUNTS;
if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
