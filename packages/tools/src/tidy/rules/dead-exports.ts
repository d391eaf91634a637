// What is exported is used by another file or by the world. A value that only its own file uses
// loses its `export`; one that nobody uses goes.
import ts from 'typescript';
import { ModuleGraph } from '../graph.ts';
import { isStates, isTest } from '../paths.ts';
import { checkRatchet, type Measured } from '../ratchet.ts';
import type { Repository, RepositoryFile } from '../repository.ts';
import type { Rule } from '../rule.ts';
import { forEachNode, importsOf } from '../syntax.ts';

/** Counts exports that nobody imports, by file. */
export const deadExports: Rule = {
  name: 'every export is imported by another file or is public',
  check: (repository) => checkRatchet(repository, 'deadExports', measure(repository)),
};

function measure(repository: Repository): readonly Measured[] {
  const graph = new ModuleGraph(repository);
  const used = namesUsed(repository, graph);
  return repository
    .matching(/^packages\/[^/]+\/src\/.+\.(ts|mjs)$/)
    .filter(({ path }) => !isTest(path) && !isStates(path) && !/\.(config\.\w+|d\.ts)$/.test(path))
    .flatMap((file) => {
      const names = used.get(file.path) ?? new Set<string>();
      if (names.has('*')) return [];
      const dead = exportsOf(file).filter(({ name, needed }) => !needed && !names.has(name));
      const [first] = dead;
      if (first === undefined) return [];
      return [
        {
          key: file.path,
          path: file.path,
          line: first.line,
          value: dead.length,
          max: 0,
          noun: `the file (${dead.map(({ name }) => name).join(', ')})`,
          unit: dead.length === 1 ? 'export that nobody imports' : 'exports that nobody imports',
          instead: 'Take the `export` away, or the whole thing.',
        },
      ];
    });
}

/** Which names of each file are imported somewhere; `*` when all are. */
function namesUsed(repository: Repository, graph: ModuleGraph): ReadonlyMap<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  const use = (path: string, names: readonly string[]): void => {
    const known = used.get(path) ?? new Set<string>();
    for (const name of names) known.add(name);
    used.set(path, known);
  };
  for (const files of graph.entries.values()) for (const path of files) use(path, ['*']);
  for (const file of repository.scripts) {
    for (const { specifier, names } of importsOf(file)) {
      for (const target of graph.resolve(file.path, specifier)) use(target, names);
    }
  }
  return used;
}

interface Exported {
  readonly name: string;
  readonly line: number;
  /** A type that its own file's exports speak of has to stay exported. */
  readonly needed: boolean;
}

function exportsOf(file: RepositoryFile): readonly Exported[] {
  return file.ast.statements.filter(isExported).flatMap((statement) => {
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    return declaredNames(statement).map((name) => ({
      name,
      line: file.lineOf(statement),
      needed: isType && mentionedElsewhere(file, statement, name),
    }));
  });
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const kinds = modifiers.map(({ kind }) => kind);
  return (
    kinds.includes(ts.SyntaxKind.ExportKeyword) && !kinds.includes(ts.SyntaxKind.DefaultKeyword)
  );
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isBindingElement(each) ? boundNames(each.name) : []));
}

function mentionedElsewhere(file: RepositoryFile, statement: ts.Node, name: string): boolean {
  let found = false;
  forEachNode(file.ast, (node) => {
    const inside = node.pos >= statement.pos && node.end <= statement.end;
    if (!inside && ts.isIdentifier(node) && node.text === name) found = true;
  });
  return found;
}
