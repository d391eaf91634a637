// Node runs TypeScript whose types can be erased; Lit's decorators cannot. With
// `--import ./packages/tools/src/testing/decorators.mjs` the elements' own files go through
// esbuild as they are loaded, so that their rendering on a server is tested from source, too.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

const elements = new URL('../../../elements/src/', import.meta.url).href;
const tsconfigRaw = readFileSync(
  new URL('../browsers/esbuild.tsconfig.json', import.meta.url),
  'utf8',
);

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith(elements) || !url.endsWith('.ts')) return nextLoad(url, context);
    const sourcefile = fileURLToPath(url);
    const { code } = transformSync(readFileSync(sourcefile, 'utf8'), {
      loader: 'ts',
      format: 'esm',
      target: 'es2022',
      sourcemap: 'inline',
      sourcefile,
      tsconfigRaw,
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
