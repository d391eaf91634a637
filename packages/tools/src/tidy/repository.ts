// The repository as the tidy rules see it: every file that git tracks or would track, each read
// once and parsed at most once. A rule gets this and nothing else, so that its own test can hand
// it a small made-up repository.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A binary file has no lines to be tidy about. */
const binary = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|pdf|gz|zip)$/i;
const script = /\.(ts|mts|js|mjs)$/;

/** One file: its path from the root with forward slashes, and its text. */
export class RepositoryFile {
  readonly path: string;
  readonly text: string;
  #ast: ts.SourceFile | undefined;
  #lines: readonly string[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Whether the file holds TypeScript or JavaScript. */
  get isScript(): boolean {
    return script.test(this.path);
  }

  /** The text by line, without a last empty one. */
  get lines(): readonly string[] {
    this.#lines ??= this.text.replace(/\n$/, '').split('\n');
    return this.#lines;
  }

  /** The syntax tree, with parents set. Only for scripts. */
  get ast(): ts.SourceFile {
    this.#ast ??= ts.createSourceFile(this.path, this.text, ts.ScriptTarget.Latest, true);
    return this.#ast;
  }

  /** The line of a position in the text, counted from 1. */
  lineAt(position: number): number {
    return this.ast.getLineAndCharacterOfPosition(position).line + 1;
  }

  /** The line on which a node begins, counted from 1, without the comment before it. */
  lineOf(node: ts.Node): number {
    return this.lineAt(node.getStart(this.ast));
  }
}

/** All files by path, and the questions that rules ask most. */
export class Repository {
  readonly files: ReadonlyMap<string, RepositoryFile>;
  /** Paths that exist without text of interest, such as images. */
  readonly #others: ReadonlySet<string>;
  readonly #folders = new Set<string>();

  constructor(files: Iterable<RepositoryFile>, others: Iterable<string> = []) {
    this.files = new Map([...files].map((file) => [file.path, file]));
    this.#others = new Set(others);
    for (const path of [...this.files.keys(), ...this.#others]) this.#addFoldersOf(path);
  }

  #addFoldersOf(path: string): void {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      this.#folders.add(path.slice(0, at));
    }
  }

  /** Whether a file or folder is at this path. */
  exists(path: string): boolean {
    return this.files.has(path) || this.#others.has(path) || this.#folders.has(path);
  }

  /** Files whose path matches, in the order of the listing. */
  matching(pattern: RegExp): readonly RepositoryFile[] {
    return [...this.files.values()].filter(({ path }) => pattern.test(path));
  }

  /** Every TypeScript or JavaScript file. */
  get scripts(): readonly RepositoryFile[] {
    return [...this.files.values()].filter((file) => file.isScript);
  }
}

/** Reads what git tracks, and what it does not track yet and does not ignore, below `root`. */
export function readRepository(root: string): Repository {
  const listing = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const files: RepositoryFile[] = [];
  const others: string[] = [];
  for (const path of new Set(listing.split('\0'))) {
    const full = join(root, path);
    // A deleted file is listed until the deletion is committed.
    if (path === '' || !existsSync(full) || !statSync(full).isFile()) continue;
    if (binary.test(path)) others.push(path);
    else files.push(new RepositoryFile(path, readFileSync(full, 'utf8')));
  }
  return new Repository(files, others);
}

/** A made-up repository for the tests of rules: text by path. */
export function repositoryOf(
  texts: Readonly<Record<string, string>>,
  others: Iterable<string> = [],
): Repository {
  const files = Object.entries(texts).map(([path, text]) => new RepositoryFile(path, text));
  return new Repository(files, others);
}
