// ESM for npm: every package file by file, so that a bundler takes what it needs and a debugger
// finds the file it knows from the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { Plugin, RollupOptions } from 'rollup';
import { writeManifest } from '../docs/files.ts';
import { readRepository } from '../tidy/repository.ts';
import { publishedPackages, readEntries } from './entries.ts';
import { typescript } from './plugins.ts';
import { workers } from './workers.ts';

/**
 * The builds of published packages below `root`. Throws a list of what is wrong when a
 * package.json names a file that its sources do not have.
 */
export function packageBuilds(
  root: string,
  names: readonly string[] = publishedPackages,
): RollupOptions[] {
  const tables = names.map((name) => {
    const folder = join(root, 'packages', name);
    return { folder, ...readEntries(folder) };
  });
  const problems = tables.flatMap((table) => table.problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return tables
    .filter(({ entries }) => entries.length > 0)
    .map(({ folder, entries }) =>
      packageBuild(
        root,
        folder,
        entries.map(({ source }) => source),
      ),
    );
}

function packageBuild(root: string, folder: string, sources: readonly string[]): RollupOptions {
  const src = join(folder, 'src');
  const isElements = basename(folder) === 'elements';
  return {
    input: [...new Set(sources)].map((source) => join(folder, source)),
    // Everything that is not a file of the package itself is somebody else's to bring.
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    treeshake: false,
    plugins: [
      typescript(),
      workers('kept'),
      emptied(join(folder, 'dist')),
      declarations(root, folder),
      ...(isElements ? [manifest(root)] : []),
    ],
    output: {
      dir: join(folder, 'dist'),
      format: 'es',
      preserveModules: true,
      preserveModulesRoot: src,
      sourcemap: true,
    },
  };
}

/** What is published is what the sources give now; only the page script has a build of its own. */
function emptied(dist: string): Plugin {
  return {
    name: 'kindcart-emptied',
    generateBundle() {
      const old = existsSync(dist) ? readdirSync(dist).filter((name) => name !== 'cdn') : [];
      for (const name of old) rmSync(join(dist, name), { recursive: true, force: true });
    },
  };
}

/** Has tsc write the types beside the code. */
function declarations(root: string, folder: string): Plugin {
  return {
    name: 'kindcart-declarations',
    writeBundle() {
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      const options = ['--noEmit', 'false', '--emitDeclarationOnly', '--declarationMap'];
      // Without the source condition, so that other packages are their published types and not
      // more source files to compile.
      const paths = ['--outDir', 'dist', '--rootDir', 'src', '--customConditions', 'null'];
      const args = [compiler, '-p', 'tsconfig.json', ...options, ...paths];
      const { status, stdout } = spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: 'utf8',
      });
      if (status !== 0) this.error(`The types of ${folder} cannot be written:\n${stdout}`);
    },
  };
}

/** Writes the custom-elements manifest beside the elements, for editors and wrappers. */
function manifest(root: string): Plugin {
  return {
    name: 'kindcart-custom-elements-manifest',
    writeBundle() {
      writeManifest(root, readRepository(root));
    },
  };
}
