// package.json tells the truth: what the source imports is declared, what is declared is used,
// and each package stays within its number of runtime dependencies.
import { stringsIn } from '../json.ts';
import {
  lineContaining,
  packageNameOf,
  packagesOf,
  rootPackageOf,
  type WorkspacePackage,
} from '../packages.ts';
import { isStates, isTestSupport } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';
import { importsOf } from '../syntax.ts';

/**
 * The most runtime dependencies from outside that a package may have. A number goes up only
 * together with a page in docs/decisions.
 */
const outsideMax: Readonly<Record<string, number>> = {
  '@kindcart/contract': 1,
  '@kindcart/client': 0,
  '@kindcart/store': 0,
  '@kindcart/elements': 3,
  '@kindcart/mocks': 0,
  '@kindcart/react': 1,
  '@kindcart/platform': 10,
};

/** Development tools that are run or named, never imported; the reason is their name. */
const runNotImported =
  /^(@types\/.+|node|@biomejs\/biome|@changesets\/cli|typescript|typedoc|rollup)$/;

/** Checks dependencies against imports, both ways, and their number. */
export const dependencies: Rule = {
  name: 'package.json declares what is imported, nothing else, and not too much',
  check: (repository) => [
    ...packagesOf(repository).flatMap((each) => [
      ...checkDeclared(repository, each),
      ...checkUsed(repository, each),
      ...checkNumber(each),
    ]),
    ...checkRoot(repository),
  ],
};

interface Use {
  readonly path: string;
  readonly line: number;
  readonly module: string;
  /** Needed at run time or in the published types, so not only by tests. */
  readonly published: boolean;
}

function usesOf(repository: Repository, folder: string): readonly Use[] {
  return repository.scripts
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => !/^(\.|#|node:|\/|https?:)/.test(specifier))
        .map(({ specifier, line }) => ({
          path: file.path,
          line,
          module: packageNameOf(specifier),
          published: !isShippedNowhere(file.path),
        })),
    );
}

function isShippedNowhere(path: string): boolean {
  if (/\/src\/conformance\//.test(path)) return false;
  return isTestSupport(path) || isStates(path);
}

function checkDeclared(repository: Repository, each: WorkspacePackage): Finding[] {
  const root = rootPackageOf(repository);
  const own = new Set([...each.dependencies, ...each.peerDependencies, each.name]);
  const inDevelopment = new Set([
    ...own,
    ...each.devDependencies,
    ...(root?.devDependencies ?? []),
    ...packagesOf(repository).map(({ name }) => name),
  ]);
  return usesOf(repository, each.folder)
    .filter(
      ({ module, published }) => !(published && !each.private ? own : inDevelopment).has(module),
    )
    .map(({ path, line, module }) => ({
      path,
      line,
      what: `imports ${module}, which ${each.folder}/package.json does not declare.`,
      instead: `Add it to the dependencies there, or do without it.`,
    }));
}

function checkUsed(repository: Repository, each: WorkspacePackage): Finding[] {
  const uses = usesOf(repository, each.folder);
  const published = new Set(uses.filter((use) => use.published).map(({ module }) => module));
  const any = new Set(uses.map(({ module }) => module));
  const unused = (names: readonly string[], used: ReadonlySet<string>) =>
    names.filter((name) => !used.has(name) && !runNotImported.test(name));
  return [
    ...unused([...each.dependencies, ...each.peerDependencies], published),
    ...unused(each.devDependencies, any),
  ].map((name) => ({
    path: each.manifest.path,
    line: lineContaining(each.manifest, `"${name}"`),
    what: `declares ${name}, which nothing imports.`,
    instead: 'Take it out.',
  }));
}

function checkNumber(each: WorkspacePackage): Finding[] {
  if (each.private) return [];
  const max = outsideMax[each.name];
  const outside = each.dependencies.filter((name) => !name.startsWith('@kindcart/'));
  if (max === undefined) {
    return [
      {
        path: each.manifest.path,
        what: `${each.name} has no budget of dependencies.`,
        instead: 'Give it one in tidy/rules/dependencies.ts.',
      },
    ];
  }
  if (outside.length <= max) return [];
  return [
    {
      path: each.manifest.path,
      line: lineContaining(each.manifest, '"dependencies"'),
      what: `has ${outside.length} runtime dependencies (${outside.join(', ')}); the budget is ${max}.`,
      instead: 'Do without one, or raise the budget with a decision in docs/decisions.',
    },
  ];
}

/** The root's tools are used by a script, a configuration or the tools package. */
function checkRoot(repository: Repository): Finding[] {
  const root = rootPackageOf(repository);
  if (root === undefined) return [];
  const imported = new Set(
    repository.scripts.flatMap((file) =>
      importsOf(file).map(({ specifier }) => packageNameOf(specifier)),
    ),
  );
  const scripts = stringsIn(root.json.scripts).join(' ');
  const named = (name: string) =>
    imported.has(name) ||
    runNotImported.test(name) ||
    scripts.includes(name) ||
    repository
      .matching(/^packages\/tools\/.+\.(ts|mjs|json)$/)
      .some(({ text }) => text.includes(`'${name}`));
  return [
    ...root.devDependencies
      .filter((name) => !named(name))
      .map((name) => ({
        path: root.manifest.path,
        line: lineContaining(root.manifest, `"${name}"`),
        what: `declares ${name}, which no script, configuration or source uses.`,
        instead: 'Take it out.',
      })),
    ...root.dependencies.map((name) => ({
      path: root.manifest.path,
      line: lineContaining(root.manifest, `"${name}"`),
      what: `has the runtime dependency ${name}.`,
      instead:
        'The root is never published: declare it where it is imported, or as a devDependency.',
    })),
  ];
}
