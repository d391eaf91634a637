// Calls and constructs that have no place here, each with what to write instead. One walk over
// each file asks every row of the table.
import ts from 'typescript';
import { isTest, isTestSupport, packageOf } from '../paths.ts';
import type { RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';
import { forEachNode } from '../syntax.ts';
import {
  asksForSleep,
  assigns,
  calls,
  callsMember,
  constructs,
  isStyleAttribute,
  isSwallow,
  isTestModifier,
  mentions,
  namesMember,
} from './ban-shapes.ts';

/** One row: what is not wanted, where, and what to do instead. */
interface Ban {
  readonly what: string;
  readonly instead: string;
  /** Whether the row holds for a file; everywhere when left out. */
  readonly where?: (path: string) => boolean;
  readonly is: (node: ts.Node) => boolean;
}

const inSource = (path: string) => !isTestSupport(path);
const isRules = (path: string) => /^packages\/platform\/src\/(.+\/)?rules\.ts$/.test(path);
// Elements and their loader tell the page's author of a wrong embed, each in one place.
const mayPrint = (path: string) =>
  isTestSupport(path) ||
  packageOf(path) === 'tools' ||
  /^(packages\/platform\/src\/cli\/|packages\/elements\/src\/(internal\/report|kindcart)\.ts$|rollup\.config\.mjs|examples\/)/.test(
    path,
  );
const mayReadEnvironment = (path: string) =>
  packageOf(path) === 'tools' ||
  path === 'packages/platform/src/config.ts' ||
  path === 'rollup.config.mjs' ||
  isTestSupport(path);

/** The table. */
const bans: readonly Ban[] = [
  {
    what: 'parseFloat makes a float.',
    instead: 'Use parseMoney or parse for amounts, Number() for what is no money.',
    is: (node) => mentions(node, 'parseFloat') || namesMember(node, 'Number', 'parseFloat'),
  },
  {
    what: 'toFixed rounds a float.',
    instead: 'Use formatMoney for amounts, Intl.NumberFormat for other numbers.',
    is: (node) => callsMember(node, 'toFixed'),
  },
  {
    what: 'unsafe templates turn text into markup.',
    instead: 'Bind the text as a child of html``; write static styles with css``.',
    is: (node) =>
      mentions(node, 'unsafeHTML', 'unsafeSVG', 'unsafeCSS', 'unsafeMathML', 'unsafeStatic'),
  },
  {
    what: 'assigns markup as text.',
    instead: 'Use textContent, replaceChildren or an html`` template: Trusted Types refuse this.',
    is: (node) =>
      assigns(node, 'innerHTML', 'outerHTML', 'srcdoc') ||
      callsMember(node, 'insertAdjacentHTML', 'setHTMLUnsafe'),
    where: inSource,
  },
  {
    what: 'evaluates text as code.',
    instead: 'Write the code, or import() it: a strict Content-Security-Policy refuses this.',
    is: (node) => calls(node, 'eval', 'Function') || constructs(node, 'Function'),
  },
  {
    what: 'document.write blocks the parser and is refused by Trusted Types.',
    instead: 'Append elements.',
    is: (node) =>
      namesMember(node, 'document', 'write') || namesMember(node, 'document', 'writeln'),
  },
  {
    what: 'calls Math.random.',
    instead:
      'Ids come from newId or crypto.randomUUID; jitter takes a `random` port whose default is Math.random.',
    where: inSource,
    is: (node) => ts.isCallExpression(node) && namesMember(node.expression, 'Math', 'random'),
  },
  {
    what: 'writes to the console.',
    instead: "Return or throw it, log through the platform's logger, or report it in an event.",
    where: (path) => !mayPrint(path),
    is: (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      mentions(node.expression.expression, 'console'),
  },
  {
    what: 'reads process.env.',
    instead: 'Add the setting to packages/platform/src/config.ts and take it as an argument.',
    where: (path) => !mayReadEnvironment(path),
    is: (node) => namesMember(node, 'process', 'env'),
  },
  {
    what: 'reads or sets a cookie.',
    instead: 'Elements keep nothing but the checkout in sessionStorage.',
    is: (node) => namesMember(node, 'document', 'cookie'),
  },
  {
    what: 'says `any`.',
    instead: 'Say the type, or `unknown` and narrow it.',
    is: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  },
  {
    what: 'silences the compiler with `!`.',
    instead: 'Narrow: `if (x === undefined) throw …`, or a default.',
    is: (node) =>
      ts.isNonNullExpression(node) ||
      (ts.isPropertyDeclaration(node) && node.exclamationToken !== undefined) ||
      (ts.isVariableDeclaration(node) && node.exclamationToken !== undefined),
  },
  {
    what: 'reads the clock or chance in rules.',
    instead:
      'Take `now` (or the drawn number) as an argument: rules decide the same for the same input.',
    where: isRules,
    is: (node) =>
      namesMember(node, 'Date', 'now') ||
      namesMember(node, 'performance', 'now') ||
      namesMember(node, 'Math', 'random') ||
      mentions(node, 'crypto', 'process', 'setTimeout', 'fetch') ||
      (constructs(node, 'Date') && ts.isNewExpression(node) && (node.arguments?.length ?? 0) === 0),
  },
  {
    what: 'swallows an error.',
    instead: 'Handle it, or say in a comment inside the braces why nothing is to be done.',
    is: isSwallow,
  },
  {
    what: 'writes an inline style attribute.',
    instead:
      'Use a class, a part or a :host attribute: a strict Content-Security-Policy refuses style="…".',
    where: (path) => packageOf(path) === 'elements',
    is: isStyleAttribute,
  },
  {
    what: 'leaves out, singles out or postpones a test.',
    instead: 'Make it run, or take it out.',
    where: isTest,
    is: isTestModifier,
  },
  {
    what: 'sleeps in a test.',
    instead: 'Wait for the condition itself, or hand a made-up clock in.',
    where: isTest,
    is: asksForSleep,
  },
];

/** Finds banned calls and constructs. */
export const bannedCalls: Rule = {
  name: 'nothing banned is called',
  check: (repository) => repository.scripts.flatMap(checkFile),
};

function checkFile(file: RepositoryFile): readonly Finding[] {
  const rows = bans.filter(({ where }) => where?.(file.path) ?? true);
  const findings: Finding[] = [];
  forEachNode(file.ast, (node) => {
    for (const { is, what, instead } of rows) {
      if (is(node)) findings.push({ path: file.path, line: file.lineOf(node), what, instead });
    }
  });
  return findings;
}
