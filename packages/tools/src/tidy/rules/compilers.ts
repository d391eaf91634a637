// The compiler holds half of the walls: a package without DOM or Node in its tsconfig cannot use
// them, and no package loosens what the root makes strict.
import ts from 'typescript';
import { arrayAt, objectAt, textAt } from '../json.ts';
import { lineContaining } from '../packages.ts';
import { packageOf } from '../paths.ts';
import type { RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

const pure = ['contract', 'client', 'store'];

const strictOptions = [
  'strict',
  'noUncheckedIndexedAccess',
  'exactOptionalPropertyTypes',
  'noImplicitOverride',
  'verbatimModuleSyntax',
  'noFallthroughCasesInSwitch',
  'noUnusedLocals',
  'noUnusedParameters',
  'erasableSyntaxOnly',
  'isolatedModules',
];

/** Checks every tsconfig: strict at the root, never looser below, no DOM and Node where pure. */
export const compilers: Rule = {
  name: 'each tsconfig is strict, and pure packages know neither DOM nor Node',
  check: (repository) => {
    const missing = pure
      .filter((name) => repository.files.has(`packages/${name}/package.json`))
      .map((name) => `packages/${name}/tsconfig.json`)
      .filter((path) => !repository.files.has(path))
      .map((path) => ({
        path,
        what: 'is missing.',
        instead: 'Write one that extends the root and sets `"types": []` and a lib without dom.',
      }));
    return [
      ...missing,
      ...repository
        .matching(/^((packages|examples)\/[^/]+\/(src\/)?)?tsconfig(\.\w+)?\.json$/)
        .flatMap(checkFile),
    ];
  },
};

function checkFile(file: RepositoryFile): readonly Finding[] {
  const parsed: unknown = ts.parseConfigFileTextToJson(file.path, file.text).config;
  const options = objectAt(parsed, 'compilerOptions');
  const add = (needle: string, what: string, instead: string): Finding => ({
    path: file.path,
    line: lineContaining(file, `"${needle}"`),
    what,
    instead,
  });
  const isRoot = file.path === 'tsconfig.json';
  const findings: Finding[] = [];
  for (const option of strictOptions) {
    if (isRoot && options[option] !== true) {
      findings.push(add(option, `does not set ${option}.`, 'Set it to true.'));
    } else if (options[option] === false) {
      findings.push(add(option, `turns ${option} off.`, 'Leave it to the root.'));
    }
  }
  if (
    !isRoot &&
    textAt(parsed, 'extends') === undefined &&
    !file.path.endsWith('esbuild.tsconfig.json')
  ) {
    findings.push(
      add(
        'compilerOptions',
        'does not extend the root tsconfig.',
        'Write `"extends": "../../tsconfig.json"`.',
      ),
    );
  }
  return isPure(file.path) ? [...findings, ...checkPure(options, add)] : findings;
}

/** The tests of a pure package run in Node and have a tsconfig of their own for that. */
function isPure(path: string): boolean {
  return pure.includes(packageOf(path) ?? '') && path.endsWith('/tsconfig.json');
}

function checkPure(
  options: Readonly<Record<string, unknown>>,
  add: (needle: string, what: string, instead: string) => Finding,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (arrayAt(options, 'lib').some((lib) => typeof lib === 'string' && /^dom/i.test(lib))) {
    findings.push(
      add('lib', 'lets the DOM in.', 'Take dom out of lib; declare the few types needed.'),
    );
  }
  if (!Array.isArray(options.types) || options.types.length > 0) {
    findings.push(
      add('types', 'lets ambient types in, such as those of Node.', 'Write `"types": []`.'),
    );
  }
  return findings;
}
