import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Recorded, in bytes after gzip. A change that raises it says why in its message. */
// 180 bytes are one cache for things of every kind, and one stream for all stores of a page; 5 are the codes of
// statements, 10 say that a kind of thing may have no totals, 1 that challenges are told of, and 33 ask once more for what was
// wanted anew while an older answer was on its way.
const sizeMax = 4_040;

test('carries neither client nor schemas, and stays small', async () => {
  const { metafile, outputFiles } = await build({
    // The solver of proofs of work is loaded when one is asked for.
    external: ['./proof.ts'],
    entryPoints: [`${import.meta.dirname}/index.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@kindcart/source', 'development'],
    metafile: true,
    write: false,
  });
  const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/^.*packages\//, ''));
  assert.deepEqual(inputs.filter((path) => !path.startsWith('store/src/')).sort(), [
    'contract/src/commerce/order-route.ts',
    'contract/src/commerce/shop-route.ts',
    'contract/src/deeds/deeds-route.ts',
    'contract/src/deeds/deeds-server-route.ts',
    'contract/src/forest/forest-route.ts',
    'contract/src/giving/donor-routes.ts',
    'contract/src/giving/gift-route.ts',
    'contract/src/giving/receipt-route.ts',
    'contract/src/ids.ts',
    'contract/src/routes.ts',
  ]);
  const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
  assert.ok(bytes <= sizeMax, `the store has ${bytes} bytes`);
  assert.ok(bytes > sizeMax * 0.95, `the store shrank to ${bytes} bytes: write that down`);
});
