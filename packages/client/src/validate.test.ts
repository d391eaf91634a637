import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { endpointNames, endpoints, liveProjectExample } from '@kindcart/contract';
import { validators as production } from './validate.off.ts';
import { validators as development } from './validate.ts';

for (const name of endpointNames) {
  test(`finds nothing wrong with the contract's example of ${name}, and something with none`, () => {
    assert.equal(development.answer(name, endpoints[name].example.response), undefined);
    assert.ok((development.answer(name, {})?.fields.length ?? 0) > 0);
  });
}

test('names the wrong field of live news', () => {
  assert.equal(development.liveProject(liveProjectExample), undefined);
  const fault = development.liveProject({ ...liveProjectExample, projectId: 'x' });
  assert.match(fault?.message ?? '', /projectId is not an id/);
});

test('takes the platform at its word in production', () => {
  assert.equal(production.answer('getProject', {}), undefined);
  assert.equal(production.liveProject(null), undefined);
});

// In a process of its own: this one has loaded the contract with compiled schemas already.
const probe = `
  let probes = 0;
  globalThis.Function = new Proxy(Function, {
    construct(target, given) { probes += 1; return Reflect.construct(target, given); },
  });
  const { createClient } = await import('@kindcart/client');
  const client = createClient({
    baseUrl: '', key: 'pk_test_1', fetch: async () => Response.json({ id: 'x' }),
  });
  const result = await client.getProject({ params: { projectId: 'x' } });
  console.log(JSON.stringify({ probes, fields: result.error.fields.length }));
`;

async function probed(...conditions: string[]): Promise<{ probes: number; fields: number }> {
  const options = ['@kindcart/source', ...conditions].map((name) => `--conditions=${name}`);
  const args = [...options, '--input-type=module', '--eval', probe];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
  });
  return JSON.parse(stdout);
}

test('validates without ever trying to compile text as code, which a strict page would report', async () => {
  const { probes, fields } = await probed('development');
  assert.equal(probes, 0);
  assert.ok(fields > 0);
});
