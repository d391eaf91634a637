import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Recorded, in bytes after gzip. A change that raises it says why in its message. */
// 90 bytes are charity items: what a shop gave, and their part of the live stream; 250 the endpoints of
// statements and of an order's page of thanks; 550 the forest: its routes, methods and codes;
// 770 good deeds: theirs.
const sizeMax = 5_910;

async function bundle(...conditions: string[]): Promise<{ inputs: string[]; bytes: number }> {
  const { metafile, outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/index.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@kindcart/source', ...conditions],
    metafile: true,
    write: false,
  });
  const [output] = outputFiles;
  assert.ok(output);
  const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/^.*packages\//, ''));
  return { inputs, bytes: gzipSync(output.contents, { level: 9 }).length };
}

test('carries no schemas into a production page, and of the contract the routes only', async () => {
  const { inputs } = await bundle();
  assert.deepEqual(
    inputs.filter((path) => !path.startsWith('client/src/')),
    [
      'contract/src/commerce/order-route.ts',
      'contract/src/commerce/shop-route.ts',
      'contract/src/deeds/deeds-route.ts',
      'contract/src/deeds/deeds-server-route.ts',
      'contract/src/forest/forest-route.ts',
      'contract/src/giving/donor-routes.ts',
      'contract/src/giving/gift-route.ts',
      'contract/src/giving/receipt-route.ts',
      'contract/src/routes.ts',
    ],
  );
  assert.ok(!inputs.includes('client/src/validate.ts'));
});

test('stays small', async () => {
  const { bytes } = await bundle();
  assert.ok(bytes <= sizeMax, `the client has ${bytes} bytes`);
  assert.ok(bytes > sizeMax * 0.95, `the client shrank to ${bytes} bytes: write that down`);
});

test('carries the schemas into a development page', async () => {
  const { inputs } = await bundle('development');
  assert.ok(inputs.includes('client/src/validate.ts'));
  assert.ok(inputs.some((path) => path.includes('/zod/')));
});

test('carries no row into a page that only servers call', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { createPageClient } from './index.ts';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    conditions: ['@kindcart/source'],
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  assert.match(code, /\/v1\/donations"/);
  assert.doesNotMatch(code, /\/refunds|\/close|\/gifts|\/orders|\/charity-items|sandbox\/events/);
  assert.doesNotMatch(code, /\/species|\/plots|\/adoptions|\/trees|\/forest/);
  assert.doesNotMatch(code, /\/challenges|\/participants|\/moves|\/deeds|\/teams/);
});
