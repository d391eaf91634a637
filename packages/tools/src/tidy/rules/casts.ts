// A cast tells the compiler to stop helping. Where money is said, sent, kept and booked there are
// none; `as const` is no cast.
import ts from 'typescript';
import { isTestSupport } from '../paths.ts';
import { checkRatchet, type Measured } from '../ratchet.ts';
import type { Repository, RepositoryFile } from '../repository.ts';
import type { Rule } from '../rule.ts';
import { forEachNode } from '../syntax.ts';

const places = /^packages\/(contract|client|store)\/src\/|^packages\/platform\/src\/ledger\//;

/** Counts `as` in contract, client, store and ledger. */
export const casts: Rule = {
  name: 'contract, client, store and ledger have no casts',
  check: (repository) => checkRatchet(repository, 'casts', measureCasts(repository)),
};

function measureCasts(repository: Repository): readonly Measured[] {
  return repository
    .matching(places)
    .filter((file) => file.isScript && !isTestSupport(file.path))
    .flatMap(measureFile);
}

function measureFile(file: RepositoryFile): readonly Measured[] {
  const lines: number[] = [];
  forEachNode(file.ast, (node) => {
    if (isCast(node)) lines.push(file.lineOf(node));
  });
  const [line] = lines;
  if (line === undefined) return [];
  return [
    {
      key: file.path,
      path: file.path,
      line,
      value: lines.length,
      max: 0,
      noun: `the file (line ${lines.join(', ')})`,
      unit: lines.length === 1 ? 'cast' : 'casts',
      instead: 'Narrow with a type guard, or parse; `satisfies` checks without forgetting.',
    },
  ];
}

function isCast(node: ts.Node): boolean {
  if (ts.isTypeAssertionExpression(node)) return true;
  return ts.isAsExpression(node) && !ts.isConstTypeReference(node.type);
}
