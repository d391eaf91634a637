// An element is one folder with a fixed small set of files, one tag, one class, and a place in
// the docs; and every language says every word.
import { type Definition, definitionsOf, type ElementFiles, filesOf } from '../../docs/elements.ts';
import { lineContaining } from '../packages.ts';
import type { Repository } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

/** The nine domains, and what stands beside them in elements. */
export const domains = [
  'giving',
  'commerce',
  'campaigns',
  'deeds',
  'forest',
  'trust',
  'learning',
  'care',
  'community',
] as const;

/** Rooms of elements that are no domain: settings for all, payment providers. */
const otherRooms = ['kit', 'payments'];

const loader = 'packages/elements/src/kindcart.ts';
const packageJson = 'packages/elements/package.json';

/** Files of packages/elements/src that are shared, so no element's folder. */
const sharedRooms = /^(internal|locales|events|testing)$/;

/** Checks the folder, names, tag and docs entry of every element. */
export const elementFiles: Rule = {
  name: 'each element has its files, its tag, and a place in the docs',
  check: (repository) => {
    const definitions = definitionsOf(repository);
    return [
      ...foldersOf(repository).flatMap((files) => checkFolder(repository, files, definitions)),
      ...definitions.flatMap((definition) => checkDefinition(repository, definition)),
      ...checkLoader(repository, definitions),
    ];
  },
};

function foldersOf(repository: Repository): readonly ElementFiles[] {
  const folders = new Map<string, ElementFiles>();
  for (const { path } of repository.matching(/^packages\/elements\/src\/[^/]+\/[^/]+\/[^/]+$/)) {
    const files = filesOf(path);
    if (!sharedRooms.test(files.domain)) folders.set(files.folder, files);
  }
  return [...folders.values()];
}

function checkFolder(
  repository: Repository,
  files: ElementFiles,
  definitions: readonly Definition[],
): readonly Finding[] {
  if (![...domains, ...otherRooms].some((room) => room === files.domain)) {
    return [
      {
        path: files.folder,
        what: `is in the room "${files.domain}", which is no domain.`,
        instead: `The domains are ${domains.join(', ')}.`,
      },
    ];
  }
  // A folder without a tag holds helpers, not an element.
  const isElement =
    repository.exists(files.define) ||
    definitions.some(({ classPath }) => classPath === files.element);
  if (!isElement && !repository.exists(files.element)) return [];
  // An element without a part has no look of its own to take pictures of.
  const hasLook = /@csspart/.test(repository.files.get(files.element)?.text ?? '@csspart');
  const wanted = [files.element, files.styles, files.test, files.define];
  return [...wanted, ...(hasLook ? [files.states] : [])]
    .filter((path) => !repository.exists(path))
    .map((path) => ({
      path,
      what: 'is missing: an element has this file.',
      instead: 'Write it; `npm run new element` shows what stands in it.',
    }));
}

function checkDefinition(repository: Repository, definition: Definition): readonly Finding[] {
  const { tag, className, path, classPath } = definition;
  const files = filesOf(path);
  const findings: Finding[] = [];
  const wantedTag = `kind-${files.name}`;
  if (tag !== wantedTag) {
    findings.push({ path, what: `defines ${tag}.`, instead: `The folder says ${wantedTag}.` });
  }
  const wantedClass = classNameOf(files.name);
  if (className !== wantedClass) {
    findings.push({
      path,
      what: `defines the class ${className}.`,
      instead: `The folder says ${wantedClass}.`,
    });
  }
  const element = repository.files.get(classPath);
  if (element !== undefined && !new RegExp(`'${tag}': ${className};`).test(element.text)) {
    findings.push({
      path: classPath,
      what: `does not tell TypeScript that <${tag}> is a ${className}.`,
      instead: `Add \`'${tag}': ${className}\` to HTMLElementTagNameMap.`,
    });
  }
  const guides = repository.matching(/^docs\/(?!reference\/)[^/]+\.md$/);
  if (!guides.some(({ text }) => text.includes(`<${tag}`))) {
    const isDomain = domains.some((each) => each === files.domain);
    findings.push({
      path: `docs/${isDomain ? files.domain : 'start'}.md`,
      what: `no guide shows <${tag}>.`,
      instead: 'Add a heading and an example.',
    });
  }
  return findings;
}

/**
 * The script tag's loader knows every element, and npm has a path for it. Also one that another
 * element defines, such as a dialog: a page may write its tag alone, and nothing else would come.
 */
function checkLoader(
  repository: Repository,
  definitions: readonly Definition[],
): readonly Finding[] {
  const file = repository.files.get(loader);
  if (file === undefined) return [];
  const loaded = new Map(
    [...file.text.matchAll(/'(kind-[a-z-]+)': \(\) => import\('\.\/(.+?)'\)/g)].map(
      ([row, tag = '', path = '']) =>
        [tag, { path: `packages/elements/src/${path}`, line: lineContaining(file, row) }] as const,
    ),
  );
  const forgotten = definitions.filter(({ tag }) => !loaded.has(tag));
  const wrong = [...loaded].filter(([tag, { path }]) => {
    return !definitions.some((each) => each.tag === tag && each.path === path);
  });
  return [
    ...forgotten.map(({ tag, path }) => ({
      path: loader,
      what: `does not load <${tag}>.`,
      instead: `Add it with an import of ${path}.`,
    })),
    ...wrong.map(([tag, { path, line }]) => ({
      path: loader,
      line,
      what: `loads <${tag}> from ${path}, which does not define it.`,
      instead: 'Correct the row, or take it out.',
    })),
    ...[...loaded.values()].flatMap(({ path }) => checkPublicPath(repository, path)),
  ];
}

function checkPublicPath(repository: Repository, path: string): readonly Finding[] {
  const file = repository.files.get(packageJson);
  const source = path.replace('packages/elements/', './');
  if (file === undefined || file.text.includes(`"${source}"`)) return [];
  const wanted = source.replace('./src/', './').replace(/\.ts$/, '.js');
  return [
    {
      path: packageJson,
      line: lineContaining(file, '"exports"'),
      what: `has no public path to ${source}.`,
      instead: `Add "${wanted}" to exports, so that npm users can define the element.`,
    },
  ];
}

/** The class of an element by its folder: `donate-button` → `KindDonateButton`. */
export function classNameOf(name: string): string {
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Kind${words.join('')}`;
}
