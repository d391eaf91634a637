// A worker is a script of its own, which the code that starts it names by its address.
import { dirname, join } from 'node:path';
import type { Plugin } from 'rollup';

const address = /new URL\((["'])(\.\/[\w-]+)\.ts\1, import\.meta\.url\)/g;

/**
 * Builds the scripts that code names as `new URL('./worker.ts', import.meta.url)`. Files that are `kept` stay
 * where they are, and the address is left for bundlers to find; otherwise each is a chunk, named by its content.
 */
export function workers(files: 'kept' | 'chunks'): Plugin {
  return {
    name: 'kindcart-workers',
    transform(code, id) {
      const named = code.replaceAll(address, (_, _quote: string, name: string) => {
        const script = this.emitFile({ type: 'chunk', id: `${join(dirname(id), name)}.ts` });
        if (files === 'kept') return `new URL('${name}.js', import.meta.url)`;
        return `new URL(import.meta.ROLLUP_FILE_URL_${script})`;
      });
      return named === code ? null : { code: named, map: null };
    },
  };
}
