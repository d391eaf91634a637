// Files and functions that fit in a head: a file up to 500 lines, an element's file up to 300, a
// function up to 70. What is longer today stands in ratchet.json and may only shrink.
import ts from 'typescript';
import { isTest } from '../paths.ts';
import { checkRatchet, type Measured } from '../ratchet.ts';
import type { Repository, RepositoryFile } from '../repository.ts';
import type { Rule } from '../rule.ts';
import { forEachNode } from '../syntax.ts';

const fileLinesMax = 500;
const elementLinesMax = 300;
const functionLinesMax = 70;

/** An element's own file: `giving/progress/progress.ts`. */
const elementFile = /^packages\/elements\/src\/[^/]+\/([^/]+)\/\1\.ts$/;
const measuredFile = /\.(ts|mts|js|mjs|css|html|sql)$/;

/** Length of files. */
export const fileLengths: Rule = {
  name: 'files are at most 500 lines, an element at most 300',
  check: (repository) => checkRatchet(repository, 'fileLines', measureFiles(repository)),
};

function measureFiles(repository: Repository): readonly Measured[] {
  return repository.matching(measuredFile).map((file) => ({
    key: file.path,
    path: file.path,
    value: file.lines.length,
    max: elementFile.test(file.path) ? elementLinesMax : fileLinesMax,
    noun: 'the file',
    unit: 'lines',
    instead: 'Find the second subject in it and give that a file of its own.',
  }));
}

/** Length of functions. */
export const functionLengths: Rule = {
  name: 'functions are at most 70 lines',
  check: (repository) =>
    checkRatchet(repository, 'functionLines', repository.scripts.flatMap(measureFunctions)),
};

function measureFunctions(file: RepositoryFile): readonly Measured[] {
  const found: Measured[] = [];
  const taken = new Map<string, number>();
  forEachNode(file.ast, (node) => {
    if (!ts.isFunctionLike(node) || !hasBody(node)) return;
    const name = functionName(node);
    // The callback of a suite is a list of tests, each of which is measured itself.
    if (isTest(file.path) && name === 'describe') return;
    const first = file.lineOf(node);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    found.push({
      key: `${file.path}#${name}${count === 1 ? '' : `-${count}`}`,
      path: file.path,
      line: first,
      value: file.lineAt(node.end) - first + 1,
      max: functionLinesMax,
      noun: `function ${name}`,
      unit: 'lines',
      instead: 'Keep the branches and move the work of each to a function that decides nothing.',
    });
  });
  return found;
}

function hasBody(node: ts.SignatureDeclaration): boolean {
  return 'body' in node && node.body !== undefined;
}

function functionName(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))
    return parent.name.getText();
  if (ts.isPropertyDeclaration(parent)) return parent.name.getText();
  if (ts.isCallExpression(parent)) return parent.expression.getText().replace(/\s+/g, '');
  return 'anonymous';
}
