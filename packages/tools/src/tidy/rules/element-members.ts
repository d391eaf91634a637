// Members of an element stand in one order, so that a reader knows where to look: statics, own
// fields, state, properties, life cycle, handlers, public methods, and last what is drawn.
import ts from 'typescript';
import type { RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';
import { forEachNode } from '../syntax.ts';

const groups = [
  'statics',
  '# fields',
  '@state and @query',
  '@property and accessors',
  'life cycle',
  'handlers and other # methods',
  'public methods',
  'render',
] as const;

const rank = {
  statics: 0,
  fields: 1,
  state: 2,
  properties: 3,
  life: 4,
  handlers: 5,
  methods: 6,
  render: 7,
} as const;

const lifeCycle =
  /^(constructor|connectedCallback|disconnectedCallback|adoptedCallback|attributeChangedCallback|createRenderRoot|shouldUpdate|willUpdate|update|firstUpdated|updated|getUpdateComplete|formAssociatedCallback|formDisabledCallback|formResetCallback|formStateRestoreCallback)$/;

/** Checks the order of members in every class that extends a Lit element. */
export const elementMembers: Rule = {
  name: 'members of an element stand in the order of the house',
  check: (repository) =>
    repository.matching(/^packages\/elements\/src\/.+(?<!\.test)\.ts$/).flatMap(checkFile),
};

function checkFile(file: RepositoryFile): readonly Finding[] {
  const findings: Finding[] = [];
  forEachNode(file.ast, (node) => {
    if (ts.isClassDeclaration(node) && isElement(node)) findings.push(...checkClass(file, node));
  });
  return findings;
}

function isElement(node: ts.ClassDeclaration): boolean {
  const parents = node.heritageClauses?.flatMap(({ types }) =>
    types.map((type) => type.expression.getText()),
  );
  return parents?.some((name) => /^(LitElement|Kind\w+)$/.test(name)) ?? false;
}

function checkClass(file: RepositoryFile, node: ts.ClassDeclaration): readonly Finding[] {
  const findings: Finding[] = [];
  let at = 0;
  for (const member of node.members) {
    const [first, last] = ranksOf(member);
    if (last < at) {
      findings.push({
        path: file.path,
        line: file.lineOf(member),
        what: `${member.name?.getText() ?? 'constructor'} (${groups[first]}) stands below ${groups[at]}.`,
        instead: `The order is ${groups.join(', ')}.`,
      });
    } else {
      at = Math.max(at, first);
    }
  }
  return findings;
}

/** The groups a member may stand in: the first and the last. */
function ranksOf(member: ts.ClassElement): readonly [number, number] {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  const name = member.name?.getText() ?? 'constructor';
  const one = (group: number) => [group, group] as const;
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)) return one(rank.statics);
  const decorators = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
  const decorated = decorators.map((each) => each.getText()).join(' ');
  if (/@(state|query\w*)\b/.test(decorated)) return one(rank.state);
  if (/@property\b/.test(decorated)) return one(rank.properties);
  if (ts.isConstructorDeclaration(member) || lifeCycle.test(name)) return one(rank.life);
  if (/^#?_?render/.test(name)) return one(rank.render);
  const hidden =
    name.startsWith('#') ||
    modifiers.some(
      ({ kind }) =>
        kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword,
    );
  if (ts.isAccessor(member))
    return hidden ? [rank.fields, rank.handlers] : [rank.properties, rank.methods];
  if (ts.isPropertyDeclaration(member)) {
    // An arrow in a field is a handler in all but syntax; a plain field is state of its own.
    const isArrow = member.initializer !== undefined && ts.isArrowFunction(member.initializer);
    if (isArrow) return [rank.fields, rank.handlers];
    return hidden ? one(rank.fields) : [rank.fields, rank.properties];
  }
  return hidden ? one(rank.handlers) : one(rank.methods);
}
