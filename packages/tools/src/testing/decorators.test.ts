import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './steps.ts';

test("lets Node load an element's own file, decorators and all", () => {
  const element = 'packages/elements/src/giving/progress/progress.ts';
  assert(existsSync(join(root, element)));
  const code = `
    const module = await import(${JSON.stringify(`./${element}`)});
    console.log(Object.values(module).some((value) => typeof value === 'function'));`;
  const conditions = ['--conditions=@kindcart/source', '--conditions=development'];
  const hooks = '--import=./packages/tools/src/testing/decorators.mjs';
  const args = [...conditions, hooks, '--input-type=module', '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  assert.equal(stdout, 'true\n', stderr);
});
