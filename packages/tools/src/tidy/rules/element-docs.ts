// The doc block of an element against its code, both ways: every part, slot, event, attribute,
// property, method and custom property that there is is documented, and every documented one is.
import { styleFacts } from '../../docs/css.ts';
import {
  type Definition,
  definitionsOf,
  eventClassesOf,
  type Place,
  styleTextOf,
  type TemplateFacts,
  templateFactsOf,
} from '../../docs/elements.ts';
import { type ElementDoc, elementDocsOf, type NamedDoc } from '../../docs/manifest.ts';
import { lineContaining } from '../packages.ts';
import type { Repository, RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

/** Compares the manifest with templates, styles and members. */
export const elementDocs: Rule = {
  name: 'each element documents what it shows to the page, and nothing else',
  check: (repository) => {
    const definitions = definitionsOf(repository);
    const facts = new Map(
      definitions.map((each) => [each.tag, templateFactsOf(repository, each)] as const),
    );
    return elementDocsOf(repository).flatMap((doc) => {
      const definition = definitions.find(({ tag }) => tag === doc.tag);
      const file = repository.files.get(doc.path);
      const own = facts.get(doc.tag);
      if (definition === undefined || file === undefined || own === undefined) return [];
      return [
        ...checkSummary(doc, file),
        ...compare(file, '@csspart', doc.parts, own.parts),
        ...compare(file, '@slot', doc.slots, own.slots),
        ...checkEvents(repository, file, doc, facts),
        ...checkMembers(file, doc),
        ...checkCustomProperties(repository, file, doc, definition),
      ];
    });
  },
};

function checkSummary(doc: ElementDoc, file: RepositoryFile): readonly Finding[] {
  if (doc.summary !== '') return [];
  const line = lineContaining(file, `class ${doc.className}`);
  return [
    {
      path: file.path,
      line,
      what: `${doc.tag} has no @summary.`,
      instead: 'Say in one sentence what it shows.',
    },
  ];
}

function compare(
  file: RepositoryFile,
  tag: string,
  documented: readonly NamedDoc[],
  there: ReadonlyMap<string, Place>,
): readonly Finding[] {
  const names = new Set(documented.map(({ name }) => name));
  const undocumented = [...there].filter(([name]) => !names.has(name));
  const gone = documented.filter(({ name }) => !there.has(name));
  return [
    ...undocumented.map(([name, place]) => ({
      ...place,
      what: `has ${nounOf(tag, name)}, which the doc block does not mention.`,
      instead: `Add \`${tag}${name === '' ? '' : ` ${name}`} - …\`, or take it out.`,
    })),
    ...gone.map(({ name }) => ({
      path: file.path,
      line: lineContaining(file, name === '' ? `${tag} -` : `${tag} ${name} `),
      what: `documents ${nounOf(tag, name)}, which no template has.`,
      instead: 'Take the line out, or correct the name.',
    })),
    ...undescribed(file, tag, documented),
  ];
}

function nounOf(tag: string, name: string): string {
  const noun = tag === '@csspart' ? 'part' : tag.slice(1);
  return name === '' ? `the default ${noun}` : `the ${noun} "${name}"`;
}

function undescribed(
  file: RepositoryFile,
  tag: string,
  all: readonly NamedDoc[],
): readonly Finding[] {
  return all
    .filter(({ description }) => description === '')
    .map(({ name }) => ({
      path: file.path,
      line: lineContaining(file, name === '' ? tag : name),
      what: `${tag} ${name} says nothing.`.replace('  ', ' '),
      instead: 'Say in a sentence what it is for.',
    }));
}

/** Events of inner elements bubble out, so an element may document those as its own. */
function checkEvents(
  repository: Repository,
  file: RepositoryFile,
  doc: ElementDoc,
  facts: ReadonlyMap<string, TemplateFacts>,
): readonly Finding[] {
  const classes = eventClassesOf(repository);
  const own = new Map<string, Place>();
  for (const [className, place] of facts.get(doc.tag)?.dispatched ?? []) {
    const name = classes.find((each) => each.className === className)?.name;
    if (name !== undefined) own.set(name, place);
  }
  const heard = eventsBelow(doc.tag, facts, classes);
  const names = new Set(doc.events.map(({ name }) => name));
  return [
    ...[...own]
      .filter(([name]) => !names.has(name))
      .map(([name, place]) => ({
        ...place,
        what: `dispatches ${name}, which the doc block of ${doc.tag} does not mention.`,
        instead: `Add \`@event ${name} - …\`.`,
      })),
    ...doc.events
      .filter(({ name }) => !heard.has(name))
      .map(({ name }) => ({
        path: file.path,
        line: lineContaining(file, `@event ${name}`),
        what: `documents the event ${name}, which neither it nor an element in it dispatches.`,
        instead: 'Take the line out, or correct the name.',
      })),
    ...undescribed(file, '@event', doc.events),
  ];
}

function eventsBelow(
  tag: string,
  facts: ReadonlyMap<string, TemplateFacts>,
  classes: ReturnType<typeof eventClassesOf>,
): ReadonlySet<string> {
  const heard = new Set<string>();
  const seen = new Set<string>();
  const visit = (each: string): void => {
    const found = facts.get(each);
    if (found === undefined || seen.has(each)) return;
    seen.add(each);
    for (const { className, name } of classes) if (found.dispatched.has(className)) heard.add(name);
    for (const inner of found.tags) visit(inner);
  };
  visit(tag);
  return heard;
}

function checkMembers(file: RepositoryFile, doc: ElementDoc): readonly Finding[] {
  const members = [...doc.properties, ...doc.methods].filter(
    ({ description }) => description === '',
  );
  const fields = new Set(doc.properties.flatMap(({ attribute }) => attribute ?? []));
  // An attribute that only the doc block names has to appear in the code all the same.
  const code = file.text.replace(/\/\*\*[\s\S]*?\*\//g, '');
  const gone = doc.attributes.filter(
    ({ name }) => !fields.has(name) && !new RegExp(`['"\`\\[]${name}['"\`=\\]]`).test(code),
  );
  return [
    ...members.map(({ name }) => ({
      path: file.path,
      line: lineContaining(file, ` ${name}`),
      what: `the public member ${name} has no comment.`,
      instead: 'Say what it means, or make it private with #.',
    })),
    ...gone.map(({ name }) => ({
      path: file.path,
      line: lineContaining(file, `@attr`),
      what: `documents the attribute ${name}, which the code never reads.`,
      instead: 'Take the line out, or correct the name.',
    })),
  ];
}

function checkCustomProperties(
  repository: Repository,
  file: RepositoryFile,
  doc: ElementDoc,
  definition: Definition,
): readonly Finding[] {
  const { own, shared } = styleTextOf(repository, definition.classPath);
  // What the element's own styles take is its business; what shared styles take may be too.
  const must = styleFacts(own, '').taken;
  const may = styleFacts(`${shared}\n${own}`).taken;
  const names = new Set(doc.cssProperties.map(({ name }) => name));
  return [
    ...[...must]
      .filter((name) => !names.has(name))
      .map((name) => ({
        path: file.path,
        line: lineContaining(file, `class ${doc.className}`),
        what: `its styles take ${name}, which the doc block does not mention.`,
        instead: `Add \`@cssproperty ${name} - …\`.`,
      })),
    ...doc.cssProperties
      .filter(({ name }) => !may.has(name))
      .map(({ name }) => ({
        path: file.path,
        line: lineContaining(file, `@cssproperty ${name}`),
        what: `documents ${name}, which its styles do not take.`,
        instead: 'Take the line out, or use it: var(--kind-…, …).',
      })),
    ...undescribed(file, '@cssproperty', doc.cssProperties),
  ];
}
