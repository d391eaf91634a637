// The packages of the workspace, as their package.json files describe them.
import { isObject, type JsonObject, objectAt, textAt } from './json.ts';
import type { Repository, RepositoryFile } from './repository.ts';

/** One package of the workspace. */
export interface WorkspacePackage {
  /** With the scope, `@kindcart/client`. */
  readonly name: string;
  /** `packages/client`; empty for the root. */
  readonly folder: string;
  readonly private: boolean;
  readonly manifest: RepositoryFile;
  readonly json: JsonObject;
  readonly dependencies: readonly string[];
  readonly peerDependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** Every package under packages/, in the order of the folders. */
export function packagesOf(repository: Repository): readonly WorkspacePackage[] {
  return repository.matching(/^packages\/[^/]+\/package\.json$/).map(toPackage);
}

/** The root package, which holds the scripts and development tools. */
export function rootPackageOf(repository: Repository): WorkspacePackage | undefined {
  const file = repository.files.get('package.json');
  return file === undefined ? undefined : toPackage(file);
}

function toPackage(manifest: RepositoryFile): WorkspacePackage {
  const parsed: unknown = JSON.parse(manifest.text);
  const json = isObject(parsed) ? parsed : {};
  const names = (key: string) => Object.keys(objectAt(json, key));
  return {
    name: textAt(json, 'name') ?? manifest.path,
    folder: manifest.path.replace(/\/?package\.json$/, ''),
    private: json.private === true,
    manifest,
    json,
    dependencies: names('dependencies'),
    peerDependencies: names('peerDependencies'),
    devDependencies: names('devDependencies'),
  };
}

/** The package that a bare specifier names: `lit` in `lit/decorators.js`. */
export function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** The line of the first text that contains `needle`, for findings in package.json. */
export function lineContaining(file: RepositoryFile, needle: string): number {
  return Math.max(1, file.lines.findIndex((line) => line.includes(needle)) + 1);
}

/** Source file behind each public import path: `{ '.': 'packages/x/src/index.ts' }`. */
export function sourceEntriesOf(from: WorkspacePackage): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const field of ['exports', 'imports']) {
    for (const [path, target] of Object.entries(objectAt(from.json, field))) {
      for (const source of sourceTargets(target)) {
        entries.set(entries.has(path) ? `${path} (${source})` : path, join(from.folder, source));
      }
    }
  }
  return entries;
}

function sourceTargets(target: unknown): readonly string[] {
  if (!isObject(target)) return [];
  return Object.entries(target).flatMap(([condition, value]) =>
    condition === '@kindcart/source' && typeof value === 'string' ? [value] : sourceTargets(value),
  );
}

function join(folder: string, relative: string): string {
  const path = relative.replace(/^\.\//, '');
  return folder === '' ? path : `${folder}/${path}`;
}
