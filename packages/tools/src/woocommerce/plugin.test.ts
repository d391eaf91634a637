// The plug-in for WooCommerce: its own tests in PHP, and what it tells against what the platform takes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, previewPledgeSchema } from '@kindcart/contract';
import { woocommerce } from '../../../platform/src/commerce/sources/woocommerce/woocommerce.ts';
import { requireProgram } from '../bootstrap/programs.mjs';
import { root } from '../testing/steps.ts';

const folder = join(root, 'examples/woocommerce');
const php = requireProgram('php');

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(php, args, { encoding: 'utf8', timeout: 60_000 });
  assert.ok(status === 0 || stdout !== '', `${stdout}${stderr}`);
  return stdout;
}

for (const file of globSync('**/*.php', { cwd: folder }).sort()) {
  test(`parses ${file}`, () => {
    assert.match(run('-l', join(folder, file)), /^No syntax errors detected/);
  });
}

const results = run(join(folder, 'tests/run.php')).trim().split('\n');

test('ran to the end in PHP', () => {
  assert.ok(results.length > 20);
  assert.ok(results.every((line) => /^(not )?ok /.test(line)));
});

for (const line of results) {
  test(`the plug-in ${line.replace(/^(not )?ok /, '')}`, () => assert.match(line, /^ok /));
}

const secret = 'ots_0123456789abcdef';
const samples: { merchant: string; cart: object; deletion: unknown; token: string } = JSON.parse(
  run(join(folder, 'tests/samples.php'), secret),
);

test('tells a cart as the preview of pledges takes it', () => {
  const body = { merchantId: samples.merchant, ...samples.cart };
  assert.deepEqual(parse(previewPledgeSchema, body), { ok: true, value: body });
});

test('tells a deletion with the time that the source reads', () => {
  const settings = { livemode: true, currency: 'CNY', completesWhen: 'fulfilled' } as const;
  assert.deepEqual(woocommerce.read(samples.deletion, settings, new Date(0)), {
    what: 'told',
    orderKey: '727',
    facts: { what: 'deletion', id: '727', at: '2026-11-20T09:30:05.000Z' },
  });
});

test('makes the token of an order of the merchant and its id', () => {
  const token = createHmac('sha256', secret).update(`${samples.merchant}.727`).digest('hex');
  assert.equal(samples.token, token);
});
