// The custom-elements manifest: what the analyzer reads from the sources of the elements, put in
// order where our conventions say more than it can see. Tags come from the define files, types of
// events from the event classes, defaults of custom properties from the styles.
import { create, ts } from '@custom-elements-manifest/analyzer/index.js';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from '../tidy/json.ts';
import { isStates, isTestSupport } from '../tidy/paths.ts';
import type { Repository, RepositoryFile } from '../tidy/repository.ts';
import { styleFacts } from './css.ts';
import {
  definitionsOf,
  type EventClass,
  eventClassesOf,
  filesOf,
  styleTextOf,
} from './elements.ts';

/** A documented thing with a name: an attribute, a slot, a part, an event … */
export interface NamedDoc {
  /** Empty for the default slot. */
  readonly name: string;
  readonly description: string;
  readonly type?: string;
  readonly default?: string;
  /** Attribute of a property; left out when it has none. */
  readonly attribute?: string;
  readonly reflects?: boolean;
  readonly readonly?: boolean;
  /** Fields of an event. */
  readonly fields?: readonly NamedDoc[];
  /** Parameters of a method, as written. */
  readonly signature?: string;
}

/** One element as a reader of the reference meets it. */
export interface ElementDoc {
  readonly tag: string;
  readonly className: string;
  /** Path of the class's file from the root. */
  readonly path: string;
  readonly domain: string;
  readonly summary: string;
  readonly description: string;
  readonly attributes: readonly NamedDoc[];
  readonly properties: readonly NamedDoc[];
  readonly methods: readonly NamedDoc[];
  readonly events: readonly NamedDoc[];
  readonly slots: readonly NamedDoc[];
  readonly parts: readonly NamedDoc[];
  readonly cssProperties: readonly NamedDoc[];
}

/** A mutable piece of the manifest; nothing else than JSON is in it. */
type Piece = Record<string, unknown>;

const sources = /^packages\/elements\/src\/.+\.ts$/;

/**
 * The manifest of packages/elements as it is published beside the built files: paths lead to
 * dist/, private members are left out.
 */
export function manifestOf(repository: Repository): JsonObject {
  const files = repository
    .matching(sources)
    .filter(({ path }) => !isTestSupport(path) && !isStates(path));
  const definitions = definitionsOf(repository);
  const events = new Map(eventClassesOf(repository).map((each) => [each.className, each]));
  const manifest = create({
    modules: files.map(toModule),
    plugins: litPlugin(),
    context: { dev: false },
  });
  for (const module of pieces(manifest, 'modules')) {
    const path = textAt(module, 'path') ?? '';
    for (const declaration of pieces(module, 'declarations')) {
      const definition = definitions.find(
        (each) => each.classPath === path && each.className === declaration.name,
      );
      if (definition === undefined) delete declaration.customElement;
      else finishElement(declaration, definition.tag, repository, events, path);
    }
    module.path = publishedPath(path);
    for (const each of pieces(module, 'exports')) {
      const target = objectAt(each, 'declaration');
      each.declaration = { ...target, module: publishedPath(textAt(target, 'module') ?? path) };
    }
  }
  return isObject(manifest) ? manifest : {};
}

function toModule({ path, text }: RepositoryFile) {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

function publishedPath(path: string): string {
  return path.replace(/^\/?packages\/elements\/src\//, 'dist/').replace(/\.ts$/, '.js');
}

function isPiece(value: unknown): value is Piece {
  return isObject(value);
}

function pieces(value: unknown, key: string): readonly Piece[] {
  return arrayAt(value, key).filter(isPiece);
}

function finishElement(
  declaration: Piece,
  tag: string,
  repository: Repository,
  events: ReadonlyMap<string, EventClass>,
  path: string,
): void {
  declaration.tagName = tag;
  declaration.customElement = true;
  splitSummary(declaration);
  for (const member of pieces(declaration, 'members')) tidyPiece(member);
  for (const attribute of pieces(declaration, 'attributes')) tidyPiece(attribute);
  declaration.members = pieces(declaration, 'members').filter(
    ({ privacy, name, static: isStatic }) =>
      privacy !== 'private' && privacy !== 'protected' && isStatic !== true && !isHook(name),
  );
  declaration.events = typedEvents(pieces(declaration, 'events'), events);
  const { own, shared } = styleTextOf(repository, path);
  const { fallbacks } = styleFacts(own, shared);
  for (const property of pieces(declaration, 'cssProperties')) {
    const fallback = fallbacks.get(textAt(property, 'name') ?? '');
    if (fallback !== undefined) property.default = fallback;
  }
}

/** Our doc blocks go on after the summary's paragraph; the analyzer takes all of it for one. */
function splitSummary(declaration: Piece): void {
  const [summary = '', ...rest] = (textAt(declaration, 'summary') ?? '').split(/\n\s*\n/);
  const description = [textAt(declaration, 'description') ?? '', ...rest].filter(
    (text) => text !== '',
  );
  declaration.summary = oneLine(summary);
  declaration.description = description.join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function tidyPiece(piece: Piece): void {
  const type = textAt(objectAt(piece, 'type'), 'text');
  if (type === undefined) return;
  const members = type.split('|').map((part) => part.trim());
  piece.type = { text: [...new Set(members)].filter((part) => part !== '').join(' | ') };
}

/** Lit calls these; nobody else does. */
function isHook(name: unknown): boolean {
  return (
    typeof name === 'string' &&
    /^(render|createRenderRoot|connectedCallback|disconnectedCallback|attributeChangedCallback|willUpdate|update|updated|firstUpdated|getUpdateComplete|scheduleUpdate|shouldUpdate|performUpdate)$/.test(
      name,
    )
  );
}

/** Documented events with the class that carries them; what is dispatched without a doc is dropped. */
function typedEvents(
  documented: readonly Piece[],
  classes: ReadonlyMap<string, EventClass>,
): readonly Piece[] {
  const byName = new Map([...classes.values()].map((each) => [each.name, each]));
  return documented
    .filter(({ name }) => typeof name === 'string' && name.startsWith('kind-'))
    .map((event) => {
      const known = byName.get(textAt(event, 'name') ?? '');
      return known === undefined ? event : { ...event, type: { text: known.className } };
    });
}

/** Every element, sorted by domain and tag. */
export function elementDocsOf(repository: Repository): readonly ElementDoc[] {
  const manifest = manifestOf(repository);
  const events = eventClassesOf(repository);
  const definitions = definitionsOf(repository);
  return pieces(manifest, 'modules')
    .flatMap((module) => pieces(module, 'declarations'))
    .flatMap((declaration) => {
      const definition = definitions.find(({ tag }) => tag === declaration.tagName);
      return definition === undefined ? [] : [toElementDoc(declaration, definition, events)];
    })
    .toSorted((a, b) => a.domain.localeCompare(b.domain, 'en') || a.tag.localeCompare(b.tag, 'en'));
}

function toElementDoc(
  declaration: Piece,
  definition: ReturnType<typeof definitionsOf>[number],
  events: readonly EventClass[],
): ElementDoc {
  const members = pieces(declaration, 'members');
  return {
    tag: definition.tag,
    className: definition.className,
    path: definition.classPath,
    domain: filesOf(definition.classPath).domain,
    summary: textAt(declaration, 'summary') ?? '',
    description: textAt(declaration, 'description') ?? '',
    attributes: pieces(declaration, 'attributes').map(toNamed),
    properties: members.filter(({ kind }) => kind === 'field').map(toNamed),
    methods: members.filter(({ kind }) => kind === 'method').map(toMethod),
    events: pieces(declaration, 'events').map((event) => {
      const fields = events.find(({ name }) => name === event.name)?.fields;
      return { ...toNamed(event), ...(fields === undefined ? {} : { fields }) };
    }),
    slots: pieces(declaration, 'slots').map(toNamed),
    parts: pieces(declaration, 'cssParts').map(toNamed),
    cssProperties: pieces(declaration, 'cssProperties').map(toNamed),
  };
}

function toNamed(piece: Piece): NamedDoc {
  const type = textAt(objectAt(piece, 'type'), 'text');
  const fallback = textAt(piece, 'default');
  const attribute = textAt(piece, 'attribute');
  return {
    name: textAt(piece, 'name') ?? '',
    description: oneLine(textAt(piece, 'description') ?? ''),
    ...(type === undefined ? {} : { type }),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(piece.reflects === true ? { reflects: true } : {}),
    ...(piece.readonly === true ? { readonly: true } : {}),
  };
}

function toMethod(piece: Piece): NamedDoc {
  const parameters = pieces(piece, 'parameters').map(
    (each) =>
      `${textAt(each, 'name') ?? ''}: ${textAt(objectAt(each, 'type'), 'text') ?? 'unknown'}`,
  );
  const returned = textAt(objectAt(objectAt(piece, 'return'), 'type'), 'text') ?? 'void';
  return { ...toNamed(piece), signature: `(${parameters.join(', ')}): ${returned}` };
}
