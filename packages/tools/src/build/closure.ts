// What a browser downloads for an element, from the manifest's graph of chunks.
import type { Manifest } from './cdn.ts';

/** What makes a page load chunks. */
export interface Need {
  /** The file that the page itself names; the loader when left out. */
  readonly start?: string;
  /** Source files of the elements on the page, as in the manifest. */
  readonly sources: readonly string[];
  /** Whether what those chunks load later counts, too: what a whole checkout ends up with. */
  readonly later: boolean;
  /** Source files that are not loaded although a chunk could: other languages, other elements. */
  readonly except?: RegExp;
}

/**
 * The files that are downloaded, the one that starts it among them. Throws when a source is in no
 * chunk, because a sum over nothing would look small.
 */
export function filesFor(manifest: Manifest, need: Need): string[] {
  const starts = need.sources.map((source) => chunkOf(manifest, source));
  const found = new Set<string>();
  const waiting = [need.start ?? manifest.entry, ...starts];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const file = manifest.files[name];
    if (file === undefined || found.has(name)) continue;
    found.add(name);
    waiting.push(...file.imports);
    // The loader may load every element there is; which of them it does is what `sources` says.
    if (!need.later || name === manifest.entry) continue;
    waiting.push(...file.dynamicImports.filter((later) => !isExcepted(manifest, later, need)));
  }
  return [...found].sort();
}

function chunkOf(manifest: Manifest, source: string): string {
  const found = Object.entries(manifest.files).find(([, file]) => file.modules.includes(source));
  if (found === undefined) throw new Error(`The page script has no chunk with ${source}.`);
  return found[0];
}

function isExcepted(manifest: Manifest, name: string, { except }: Need): boolean {
  const modules = manifest.files[name]?.modules ?? [];
  // A file with anything else in it is loaded for that, so it counts.
  return except !== undefined && modules.every((source) => except.test(source));
}

/** The sum of the files' sizes after gzip, in bytes, as each is sent by itself. */
export function gzipOf(manifest: Manifest, files: readonly string[]): number {
  return files.reduce((sum, name) => sum + (manifest.files[name]?.gzip ?? 0), 0);
}
