// `npm run new element <domain> <name>`: which files it makes and which it changes. Nothing is
// written here; a plan is text by path, so that refusing leaves no trace.
import { definitionsOf } from '../docs/elements.ts';
import { isObject, type JsonObject, objectAt } from '../tidy/json.ts';
import type { Repository } from '../tidy/repository.ts';
import { classNameOf, domains } from '../tidy/rules/element-files.ts';
import { elementFilesFor, guideSection, type NewElement } from './element-files.ts';

/** Why nothing was made, in words for whoever asked. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

const elements = 'packages/elements';
const loader = `${elements}/src/kindcart.ts`;
const rules = `${elements}/src/reserved.ts`;
const index = `${elements}/src/index.ts`;
const packageJson = `${elements}/package.json`;
const nameLengthMax = 40;

/**
 * Plans a new element: text by path, of files to make and files to change.
 *
 * @throws RefusedError when the domain is none, the name cannot be a tag, or something has it
 */
export function planElement(
  repository: Repository,
  domain: string,
  name: string,
): ReadonlyMap<string, string> {
  const element = named(repository, domain, name);
  const guide = `docs/${domain}.md`;
  return new Map([
    ...Object.entries(elementFilesFor(element)),
    [loader, withLoader(textOf(repository, loader), element)],
    [rules, withRoom(textOf(repository, rules), element)],
    [index, withExport(textOf(repository, index), element)],
    [packageJson, withEntry(textOf(repository, packageJson), element)],
    [guide, withSection(repository.files.get(guide)?.text, element)],
  ]);
}

function named(repository: Repository, domain: string, name: string): NewElement {
  if (!domains.some((each) => each === domain)) {
    throw new RefusedError(`"${domain}" is no domain. The domains are ${domains.join(', ')}.`);
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > nameLengthMax) {
    throw new RefusedError(
      `"${name}" cannot be the end of a tag. Write lower-case words with hyphens, such as matching-bar.`,
    );
  }
  if (name.startsWith('kind-')) {
    throw new RefusedError(`Leave out "kind-": the tag of ${name.slice(5)} is ${name}.`);
  }
  const tag = `kind-${name}`;
  const taken = definitionsOf(repository).find((each) => each.tag === tag);
  if (taken !== undefined) throw new RefusedError(`<${tag}> is there already, in ${taken.path}.`);
  const folder = `${elements}/src/${domain}/${name}`;
  if (repository.exists(folder)) throw new RefusedError(`${folder} is there already.`);
  return { domain, name, tag, className: classNameOf(name), folder };
}

function textOf(repository: Repository, path: string): string {
  const text = repository.files.get(path)?.text;
  if (text === undefined) throw new RefusedError(`${path} is not there to be added to.`);
  return text;
}

/** Adds the tag to the loader's table. */
function withLoader(text: string, { domain, name, tag }: NewElement): string {
  const row = `  '${tag}': () => import('./${domain}/${name}/define.ts'),`;
  return insertSorted(text, /^ {2}'kind-[a-z-]+': \(\) => import\(.+\),$/, row, loader);
}

/** Adds the room that is kept for the element. */
function withRoom(text: string, { tag }: NewElement): string {
  const room = `${tag}:not(:defined,[hidden]){display:block;min-height:1.5rem}`;
  return insertAfterLast(text, /^kind-[a-z-]+:not\(:defined.*\)\{.*\}$/, room, rules);
}

function withExport(text: string, { domain, name, className }: NewElement): string {
  const row = `export { ${className} } from './${domain}/${name}/${name}.ts';`;
  const specifier = (line: string) => /from '(.+)';$/.exec(line)?.[1] ?? '';
  return insertSorted(text, /^export .+ from '\.\/.+';$/, row, index, specifier);
}

/** Puts a line before the first of its kind that sorts after it, or below the last. */
function insertSorted(
  text: string,
  kind: RegExp,
  row: string,
  path: string,
  keyOf = (line: string) => line,
): string {
  const lines = text.split('\n');
  const places = lines.flatMap((line, at) => (kind.test(line) ? [at] : []));
  const last = places.at(-1);
  if (last === undefined) throw new RefusedError(`${path} has no place for the new element.`);
  const next = places.find((at) => keyOf(lines[at] ?? '') > keyOf(row));
  return lines.toSpliced(next ?? last + 1, 0, row).join('\n');
}

function insertAfterLast(text: string, kind: RegExp, row: string, path: string): string {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => kind.test(line));
  if (last === -1) throw new RefusedError(`${path} has no place for the new element.`);
  return lines.toSpliced(last + 1, 0, row).join('\n');
}

/** Adds the public path of the define file to package.json. */
function withEntry(text: string, { domain, name }: NewElement): string {
  const parsed: unknown = JSON.parse(text);
  const json: JsonObject = isObject(parsed) ? parsed : {};
  const built = `./dist/${domain}/${name}/define`;
  const entry = {
    '@kindcart/source': `./src/${domain}/${name}/define.ts`,
    types: `${built}.d.ts`,
    default: `${built}.js`,
  };
  const exports = { ...objectAt(json, 'exports'), [`./${domain}/${name}/define.js`]: entry };
  return `${JSON.stringify({ ...json, exports }, null, 2)}\n`;
}

function withSection(guide: string | undefined, element: NewElement): string {
  const title = element.domain.charAt(0).toUpperCase() + element.domain.slice(1);
  return `${(guide ?? `# ${title}\n`).trimEnd()}\n\n${guideSection(element)}`;
}
