// Which files a package publishes, read from its own package.json and checked against its sources.
// One table per package, and it is the one that npm and Node read anyway.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The packages that are published, in the order in which they need each other's types. */
export const publishedPackages = [
  'contract',
  'client',
  'store',
  'elements',
  'mocks',
  'platform',
] as const;

/** One public path of a package and the source file behind it. */
export interface Entry {
  /** As in package.json: `./money`, `#validate` or the name of a program. */
  readonly path: string;
  /** Below the package's folder: `src/money/index.ts`. */
  readonly source: string;
}

/** A package's public paths, and what is wrong with them, if anything is. */
export interface EntryTable {
  readonly entries: readonly Entry[];
  readonly problems: readonly string[];
}

type Conditions = { readonly [condition: string]: Target };
type Target = string | null | Conditions;

interface PackageJson {
  readonly exports?: Readonly<Record<string, Target>>;
  readonly imports?: Readonly<Record<string, Target>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** Reads the table of a package's folder. A package without sources yet has an empty one. */
export function readEntries(folder: string): EntryTable {
  const json: PackageJson = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (globSync('src/**/*.ts', { cwd: folder }).length === 0) return { entries: [], problems: [] };
  const targets = Object.entries({ ...json.exports, ...json.imports }).flatMap(leaves);
  const found = targets.map((leaf) => checkLeaf(folder, leaf));
  const programs = Object.entries(json.bin ?? {}).map((bin) => checkBin(folder, bin));
  const all = [...found, ...programs];
  return {
    entries: all.flatMap(({ entries }) => entries),
    problems: all.flatMap(({ problems }) => problems),
  };
}

interface Leaf {
  readonly path: string;
  readonly source: string | undefined;
  readonly types: string | undefined;
  readonly code: string | undefined;
}

/** The innermost groups of conditions: those that name a source, types and code. */
function leaves([path, target]: [string, Target]): Leaf[] {
  // `null` closes a path; a plain string is a file that is published as it is, such as CSS.
  if (target === null || typeof target === 'string') return [];
  const nested = Object.entries(target).flatMap(([condition, inner]) =>
    typeof inner === 'object' && inner !== null && condition !== '@kindcart/source'
      ? leaves([path, inner])
      : [],
  );
  if (nested.length > 0) return nested;
  const text = (condition: string) => {
    const value = target[condition];
    return typeof value === 'string' ? value : undefined;
  };
  return [{ path, source: text('@kindcart/source'), types: text('types'), code: text('default') }];
}

function checkLeaf(folder: string, { path, source, types, code }: Leaf): EntryTable {
  if (source === undefined) return problem(folder, `"${path}" has no "@kindcart/source".`);
  if (!/^\.\/src\/.+\.ts$/.test(source)) return problem(folder, `"${path}" names ${source}.`);
  const built = source.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, '');
  const problems: string[] = [];
  if (code !== `${built}.js`) problems.push(`"${path}" has default ${code}, not ${built}.js.`);
  if (types !== `${built}.d.ts`) problems.push(`"${path}" has types ${types}, not ${built}.d.ts.`);
  const files = globSync(source, { cwd: folder }).sort();
  if (files.length === 0) problems.push(`"${path}" has no source: ${source} does not exist.`);
  return {
    entries: files.map((file) => ({ path, source: file })),
    problems: problems.map((text) => named(folder, text)),
  };
}

function checkBin(folder: string, [path, target]: [string, string]): EntryTable {
  const source = target.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts');
  if (existsSync(join(folder, source))) return { entries: [{ path, source }], problems: [] };
  return problem(folder, `The program "${path}" has no source: ${source} does not exist.`);
}

function problem(folder: string, text: string): EntryTable {
  return { entries: [], problems: [named(folder, text)] };
}

function named(folder: string, text: string): string {
  return `${relative(join(folder, '../..'), folder)}/package.json: ${text}`;
}
