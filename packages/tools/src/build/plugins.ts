// The plugins that the builds are made of.
import { readFileSync } from 'node:fs';
import { minifyHTMLLiterals } from 'minify-literals';
import type { Plugin } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { minify } from 'terser';

const tsconfigRaw = readFileSync(
  new URL('../browsers/esbuild.tsconfig.json', import.meta.url),
  'utf8',
);

/** Takes types and decorators out, with the same settings as the browser tests. */
export function typescript(): Plugin {
  return esbuild({ target: 'es2022', tsconfig: false, tsconfigRaw, sourceMap: true });
}

/** Takes out of templates and style sheets what only their authors read. */
export function smallTemplates(): Plugin {
  return {
    name: 'kindcart-small-templates',
    async transform(code, id) {
      if (!id.includes('/elements/src/')) return null;
      // A space at the edge of a template may part two words of a sentence: one always stays.
      const html = { conservativeCollapse: true };
      const small = await minifyHTMLLiterals(code, { fileName: id, html });
      return small === null ? null : { code: small.code, map: small.map ?? null };
    },
  };
}

/**
 * Makes chunks small. Terser rather than esbuild: over Lit, the client and the store it is 1 to
 * 4 % smaller after gzip, and the budgets are tight.
 */
export function minified(): Plugin {
  return {
    name: 'kindcart-minified',
    async renderChunk(code) {
      const { code: small, map } = await minify(code, {
        ecma: 2020,
        module: true,
        sourceMap: true,
        compress: {
          passes: 5,
          inline: 1,
          keep_fargs: false,
          unsafe_arrows: true,
          pure_getters: true,
          // Written out alike everywhere, they are shorter after gzip.
          comparisons: false,
        },
        format: { comments: false },
      });
      if (small === undefined) return null;
      return { code: small, map: typeof map === 'string' ? map : null };
    },
  };
}
