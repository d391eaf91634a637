// What the sources of packages/elements say by their layout: which files make an element, which
// tag it has, which events there are, which styles it wears.
import ts from 'typescript';
import { resolveFrom } from '../tidy/paths.ts';
import type { Repository, RepositoryFile } from '../tidy/repository.ts';
import { forEachNode, importsOf, templatePieces, templateTag } from '../tidy/syntax.ts';
import type { NamedDoc } from './manifest.ts';

/** One `defineElement('kind-x', KindX)` of a define file. */
export interface Definition {
  readonly tag: string;
  readonly className: string;
  /** The define file. */
  readonly path: string;
  /** The file that the class is imported from. */
  readonly classPath: string;
}

/** Every element that a define file registers. */
export function definitionsOf(repository: Repository): readonly Definition[] {
  return repository
    .matching(/^packages\/elements\/src\/.+\/define\.ts$/)
    .filter(({ path }) => path !== 'packages/elements/src/internal/define.ts')
    .flatMap(definitionsIn);
}

function definitionsIn(file: RepositoryFile): readonly Definition[] {
  const found: Definition[] = [];
  forEachNode(file.ast, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'defineElement') return;
    const [tag, elementClass] = node.arguments;
    if (tag === undefined || !ts.isStringLiteral(tag) || elementClass === undefined) return;
    const className = elementClass.getText();
    const origin = importsOf(file).find(({ names }) => names.includes(className));
    const classPath = origin === undefined ? file.path : resolveFrom(file.path, origin.specifier);
    found.push({ tag: tag.text, className, path: file.path, classPath });
  });
  return found;
}

/** The files of an element, as its place says they are called. */
export interface ElementFiles {
  readonly domain: string;
  /** `progress` of `kind-progress`. */
  readonly name: string;
  readonly folder: string;
  readonly element: string;
  readonly styles: string;
  readonly test: string;
  readonly states: string;
  readonly define: string;
}

/** The files of the element in whose folder a path is. */
export function filesOf(path: string): ElementFiles {
  const [, domain = '', name = ''] =
    /^packages\/elements\/src\/([^/]+)\/([^/]+)\//.exec(path) ?? [];
  const folder = `packages/elements/src/${domain}/${name}`;
  return {
    domain,
    name,
    folder,
    element: `${folder}/${name}.ts`,
    styles: `${folder}/${name}.styles.ts`,
    test: `${folder}/${name}.test.ts`,
    states: `${folder}/${name}.states.ts`,
    define: `${folder}/define.ts`,
  };
}

/** An event class: `class KindDonatedEvent extends Event`. */
export interface EventClass {
  readonly className: string;
  /** `kind-donated`. */
  readonly name: string;
  readonly description: string;
  readonly fields: readonly NamedDoc[];
  readonly path: string;
  readonly line: number;
}

/** Every class that extends Event, with the name it gives itself. */
export function eventClassesOf(repository: Repository): readonly EventClass[] {
  return repository
    .matching(/^packages\/elements\/src\/events\/.+\.ts$/)
    .flatMap((file) =>
      file.ast.statements.filter(ts.isClassDeclaration).flatMap((node) => toEventClass(file, node)),
    );
}

function toEventClass(file: RepositoryFile, node: ts.ClassDeclaration): readonly EventClass[] {
  let name: string | undefined;
  forEachNode(node, (inner) => {
    if (!ts.isCallExpression(inner) || inner.expression.kind !== ts.SyntaxKind.SuperKeyword) return;
    const [first] = inner.arguments;
    if (first !== undefined && ts.isStringLiteral(first)) name = first.text;
  });
  if (name === undefined || node.name === undefined) return [];
  const fields = node.members.filter(ts.isPropertyDeclaration).map((field) => ({
    name: field.name.getText(),
    description: docOf(field),
    ...(field.type === undefined ? {} : { type: field.type.getText() }),
  }));
  return [
    {
      className: node.name.text,
      name,
      description: docOf(node),
      fields,
      path: file.path,
      line: file.lineOf(node),
    },
  ];
}

/** The text of the doc comment before a node, in one line. */
function docOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return docs
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** An element's styles: those of its own folder, and those it shares with others. */
export interface StyleText {
  readonly own: string;
  readonly shared: string;
}

/** The text of every css`` template that an element wears. */
export function styleTextOf(repository: Repository, path: string): StyleText {
  const { folder } = filesOf(path);
  const worn = [path, ...stylesReached(repository, path)];
  const own = worn.filter((each) => each.startsWith(`${folder}/`));
  const shared = worn.filter((each) => !each.startsWith(`${folder}/`));
  const text = (paths: readonly string[]) =>
    paths.map((each) => cssOf(repository, each)).join('\n');
  return { own: text(own), shared: text(shared) };
}

function stylesReached(repository: Repository, path: string): readonly string[] {
  const seen = new Set<string>();
  const visit = (from: string): void => {
    const file = repository.files.get(from);
    if (file === undefined) return;
    for (const { specifier } of importsOf(file)) {
      const target = resolveFrom(from, specifier);
      if (!target.endsWith('.styles.ts') || seen.has(target)) continue;
      seen.add(target);
      visit(target);
    }
  };
  visit(path);
  return [...seen];
}

function cssOf(repository: Repository, path: string): string {
  const file = repository.files.get(path);
  const texts: string[] = [];
  if (file === undefined) return '';
  forEachNode(file.ast, (node) => {
    if (ts.isTaggedTemplateExpression(node) && templateTag(node) === 'css') {
      texts.push(...templatePieces(node).map(({ text }) => text));
    }
  });
  return texts.join('\n');
}

/** What the templates of an element show of themselves to the page. */
export interface TemplateFacts {
  /** Part names with the places that have them; those of inner elements by `exportparts` too. */
  readonly parts: ReadonlyMap<string, Place>;
  /** Slot names; empty for the default slot. */
  readonly slots: ReadonlyMap<string, Place>;
  /** Event classes of which an instance is made. */
  readonly dispatched: ReadonlyMap<string, Place>;
  /** Tags of other elements of ours that appear. */
  readonly tags: ReadonlySet<string>;
}

/** A place to point at. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** Reads an element's own file and the helpers that it draws with. */
export function templateFactsOf(repository: Repository, definition: Definition): TemplateFacts {
  const facts = {
    parts: new Map<string, Place>(),
    slots: new Map<string, Place>(),
    dispatched: new Map<string, Place>(),
    tags: new Set<string>(),
  };
  const others = new Set(definitionsOf(repository).map(({ classPath }) => classPath));
  others.delete(definition.classPath);
  for (const file of helpersOf(repository, definition.classPath, others)) {
    forEachNode(file.ast, (node) => {
      const place = { path: file.path, line: file.lineOf(node) };
      const isTemplate = ts.isTaggedTemplateExpression(node) && isMarkup(templateTag(node));
      if (isTemplate) readTemplate(file, node, facts);
      else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
        facts.dispatched.set(node.expression.text, place);
      } else if (ts.isStringLiteral(node) && /^kind-[a-z-]+$/.test(node.text)) {
        facts.tags.add(node.text);
      }
    });
  }
  return facts;
}

const isMarkup = (tag: string | undefined) => tag === 'html' || tag === 'svg';

/** The files that an element draws with: what it imports, save styles, words and other elements. */
function helpersOf(
  repository: Repository,
  start: string,
  others: ReadonlySet<string>,
): readonly RepositoryFile[] {
  const seen = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = repository.files.get(path);
    if (file === undefined || seen.has(path) || others.has(path)) continue;
    if (/\.styles\.ts$|\/locales\/|\/events\//.test(path)) continue;
    seen.add(path);
    const local = importsOf(file).filter(
      ({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly,
    );
    waiting.push(...local.map(({ specifier }) => resolveFrom(file.path, specifier)));
  }
  return [...seen].flatMap((path) => repository.files.get(path) ?? []);
}

interface MutableFacts {
  readonly parts: Map<string, Place>;
  readonly slots: Map<string, Place>;
  readonly tags: Set<string>;
}

function readTemplate(
  file: RepositoryFile,
  node: ts.TaggedTemplateExpression,
  facts: MutableFacts,
): void {
  // Expressions leave a mark that stands in no name, so that half-made names are not read as names.
  const pieces = templatePieces(node);
  const text = pieces.map((piece) => piece.text).join('\u0000');
  const add = (to: Map<string, Place>, names: readonly string[], index: number) => {
    for (const name of names) to.set(name, { path: file.path, line: lineIn(file, pieces, index) });
  };
  for (const match of text.matchAll(/\spart="([^"]*)"/g))
    add(facts.parts, namesIn(match[1]), match.index);
  for (const match of text.matchAll(/\sexportparts="([^"]*)"/g)) {
    const outer = (match[1] ?? '').split(',').map((each) => each.split(':').at(-1)?.trim() ?? '');
    add(facts.parts, outer.flatMap(namesIn), match.index);
  }
  for (const match of text.matchAll(/<slot\b([^>]*)/g)) {
    const name = /\sname="([^"]*)"/.exec(match[1] ?? '')?.[1] ?? '';
    add(facts.slots, [name], match.index);
  }
  for (const [, tag = ''] of text.matchAll(/<(kind-[a-z-]+)/g)) facts.tags.add(tag);
  readChosenParts(file, node, facts);
}

/** Parts that an expression chooses: `part="fill ${full ? 'full' : ''}"`. */
function readChosenParts(
  file: RepositoryFile,
  node: ts.TaggedTemplateExpression,
  facts: MutableFacts,
): void {
  if (!ts.isTemplateExpression(node.template)) return;
  let before = node.template.head.text;
  for (const { expression, literal } of node.template.templateSpans) {
    const names = /\spart=("[^"]*)?$/.test(before) ? literalsIn(expression) : [];
    const place = { path: file.path, line: file.lineOf(expression) };
    for (const name of names) facts.parts.set(name, place);
    before += `\u0000${literal.text}`;
  }
}

function namesIn(text = ''): readonly string[] {
  return text.split(/\s+/).filter((name) => /^[a-z][\w-]*$/.test(name));
}

function literalsIn(expression: ts.Node): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(...namesIn(node.text));
    else ts.forEachChild(node, visit);
  };
  visit(expression);
  return found;
}

function lineIn(
  file: RepositoryFile,
  pieces: readonly { text: string; position: number }[],
  index: number,
): number {
  let rest = index;
  for (const { text, position } of pieces) {
    if (rest <= text.length) return file.lineAt(position + rest);
    rest -= text.length + 1;
  }
  return 1;
}
