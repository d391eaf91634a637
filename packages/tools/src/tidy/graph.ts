// Which file loads which: imports, file names in text, and entries of package.json, resolved to
// paths of the repository.
import ts from 'typescript';
import { stringsIn } from './json.ts';
import { packagesOf, rootPackageOf, sourceEntriesOf, type WorkspacePackage } from './packages.ts';
import { resolveFrom } from './paths.ts';
import type { Repository, RepositoryFile } from './repository.ts';
import { forEachNode, importsOf } from './syntax.ts';

type EdgeKind = 'all' | 'values';

/** Resolves specifiers of this workspace to paths. */
export class ModuleGraph {
  readonly #repository: Repository;
  readonly #packages: readonly WorkspacePackage[];
  readonly #entries: ReadonlyMap<string, readonly string[]>;

  constructor(repository: Repository) {
    this.#repository = repository;
    this.#packages = packagesOf(repository);
    this.#entries = this.#readEntries();
  }

  #readEntries(): ReadonlyMap<string, readonly string[]> {
    const entries = new Map<string, readonly string[]>();
    for (const each of this.#packages) {
      for (const [path, source] of sourceEntriesOf(each)) {
        const specifier = path.startsWith('#') ? `${each.name}${path}` : each.name + path.slice(1);
        entries.set(specifier, this.#expand(source));
      }
    }
    return entries;
  }

  /** A target with a `*` stands for every file that fits. */
  #expand(source: string): readonly string[] {
    if (!source.includes('*')) return [source];
    const pattern = source.split('*').map(escapeForPattern).join('.+');
    return this.#repository.matching(new RegExp(`^${pattern}$`)).map(({ path }) => path);
  }

  /** The public paths of all packages with the files behind them. */
  get entries(): ReadonlyMap<string, readonly string[]> {
    return this.#entries;
  }

  /** The files that a specifier in `from` loads; none when it is a package from outside. */
  resolve(from: string, specifier: string): readonly string[] {
    if (/^\.\.?(\/|$)/.test(specifier)) return [resolveFrom(from, specifier)];
    const own = this.#packages.find(({ folder }) => from.startsWith(`${folder}/`));
    const wanted = specifier.startsWith('#') ? `${own?.name ?? ''}${specifier}` : specifier;
    const exact = [...this.#entries].filter(
      ([key]) => key === wanted || key.startsWith(`${wanted} (`),
    );
    if (exact.length > 0) return exact.flatMap(([, files]) => files);
    const wild = [...this.#entries].find(([key]) => fits(key, wanted));
    return wild === undefined ? [] : wild[1];
  }

  /** Files that something outside the source starts: entries, programs, scripts, configuration. */
  roots(): readonly string[] {
    const found = [...this.#entries.values()].flat();
    for (const each of this.#packages) {
      const bins = stringsIn(each.json.bin).map((bin) =>
        bin.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts'),
      );
      found.push(...bins.map((bin) => `${each.folder}/${bin}`));
    }
    const root = rootPackageOf(this.#repository);
    const texts = [
      ...stringsIn(root?.json.scripts),
      ...this.#repository.matching(/^\.ci\//).map(({ text }) => text),
    ];
    for (const text of texts) found.push(...(text.match(/[\w./@-]+\.(ts|mjs|js)\b/g) ?? []));
    return found;
  }

  /** The files that a file loads or names; with `values`, only those it loads when it runs. */
  edgesOf(file: RepositoryFile, kind: EdgeKind = 'all'): readonly string[] {
    if (file.path.endsWith('.html')) return namedInHtml(file);
    if (file.path.endsWith('.liquid')) return namedInBlock(file);
    if (!file.isScript) return [];
    const loaded = importsOf(file).filter(({ typeOnly }) => kind === 'all' || !typeOnly);
    const imported = loaded.flatMap(({ specifier }) => this.resolve(file.path, specifier));
    return kind === 'values' ? imported : [...imported, ...this.#namedInText(file)];
  }

  /** Workers, child processes and configurations name files in string literals. */
  #namedInText(file: RepositoryFile): readonly string[] {
    const found: string[] = [];
    forEachNode(file.ast, (node) => {
      if (!ts.isStringLiteralLike(node) || !/\.(ts|mjs|js|css|sql|json)$/.test(node.text)) return;
      const near = resolveFrom(file.path, node.text);
      found.push(near, node.text, near.replace(/\.js$/, '.ts'));
    });
    return found.filter((path) => this.#repository.files.has(path));
  }

  /** Every path that can be reached from `starts`. */
  reach(starts: Iterable<string>, kind: EdgeKind = 'all'): ReadonlySet<string> {
    const seen = new Set<string>();
    const waiting = [...starts];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const file = this.#repository.files.get(path);
      if (file === undefined || seen.has(path)) continue;
      seen.add(path);
      waiting.push(...this.edgesOf(file, kind));
    }
    return seen;
  }
}

function namedInHtml(file: RepositoryFile): readonly string[] {
  const names = [...file.text.matchAll(/(?:src|href)="([^"#?:]+)"/g)].map(([, name]) => name ?? '');
  return names.map((name) => resolveFrom(file.path, name));
}

/** A block of a theme app extension names the script that it comes with, in `assets/`. */
function namedInBlock(file: RepositoryFile): readonly string[] {
  const names = [...file.text.matchAll(/"javascript": "([^"]+)"/g)].map(([, name]) => name ?? '');
  return names.map((name) => resolveFrom(file.path, `../assets/${name}`));
}

function fits(pattern: string, specifier: string): boolean {
  if (!pattern.includes('*')) return false;
  return new RegExp(`^${pattern.split('*').map(escapeForPattern).join('.+')}$`).test(specifier);
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
