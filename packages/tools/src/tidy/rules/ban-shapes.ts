// The shapes that the table of bans asks a node for.
import ts from 'typescript';
import { templatePieces, templateTag } from '../syntax.ts';

/** Whether the node is one of these identifiers in use, not the name of a property. */
export function mentions(node: ts.Node, ...names: readonly string[]): boolean {
  if (!ts.isIdentifier(node) || !names.includes(node.text)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  const names_ =
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent);
  return (
    !(names_ && parent.name === node) && !ts.isParameter(parent) && !ts.isBindingElement(parent)
  );
}

/** Whether the node is `object.member`. */
export function namesMember(node: ts.Node, object: string, member: string): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== member) return false;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text === object;
  // window.document.cookie, globalThis.process.env
  return ts.isPropertyAccessExpression(expression) && expression.name.text === object;
}

/** Whether the node calls one of these functions by its bare name. */
export function calls(node: ts.Node, ...names: readonly string[]): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    names.includes(node.expression.text)
  );
}

/** Whether the node calls a member of this name on anything. */
export function callsMember(node: ts.Node, ...names: readonly string[]): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return names.includes(node.expression.name.text);
}

/** Whether the node is `new Name(…)`. */
export function constructs(node: ts.Node, ...names: readonly string[]): boolean {
  return (
    ts.isNewExpression(node) &&
    ts.isIdentifier(node.expression) &&
    names.includes(node.expression.text)
  );
}

/** Whether the node assigns to a member of this name, or binds it in a template (`.innerHTML=`). */
export function assigns(node: ts.Node, ...names: readonly string[]): boolean {
  if (ts.isTaggedTemplateExpression(node) && templateTag(node) === 'html') {
    const bound = new RegExp(`\\.(${names.join('|')})=["']?$`);
    return templatePieces(node).some(({ text }) => bound.test(text));
  }
  if (!ts.isBinaryExpression(node) || !ts.isPropertyAccessExpression(node.left)) return false;
  const { kind } = node.operatorToken;
  const assignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return assignment && names.includes(node.left.name.text);
}

/** Whether the node is a catch whose braces hold neither a statement nor a reason. */
export function isSwallow(node: ts.Node): boolean {
  if (ts.isCatchClause(node)) return isEmpty(node.block);
  if (!callsMember(node, 'catch') || !ts.isCallExpression(node)) return false;
  const [handler] = node.arguments;
  return (
    handler !== undefined &&
    ts.isArrowFunction(handler) &&
    ts.isBlock(handler.body) &&
    isEmpty(handler.body)
  );
}

function isEmpty(block: ts.Block): boolean {
  return block.statements.length === 0 && !/\/[/*]/.test(block.getText());
}

/** Whether the node is an html template with `style="…"` or `style=${…}`. */
export function isStyleAttribute(node: ts.Node): boolean {
  if (!ts.isTaggedTemplateExpression(node) || !['html', 'svg'].includes(templateTag(node) ?? '')) {
    return false;
  }
  return templatePieces(node).some(({ text }) => /\sstyle=/.test(text));
}

const modifiers = ['skip', 'only', 'todo'];
const runners = ['test', 'it', 'describe', 'suite', 't'];

/** Whether the node is `test.skip(…)`, `{ only: true }` in the options of a test, or `t.skip()`. */
export function isTestModifier(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) && modifiers.includes(node.name.text)) {
    return ts.isIdentifier(node.expression) && runners.includes(node.expression.text);
  }
  const isOption =
    (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) &&
    modifiers.includes(node.name.getText());
  if (!isOption) return false;
  const call = node.parent.parent;
  return ts.isCallExpression(call) && runners.includes(call.expression.getText());
}

/** Whether the node is `new Promise((done) => setTimeout(done, …))` or the promise of the same. */
export function asksForSleep(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return (
      node.moduleSpecifier.text === 'node:timers/promises' && /\bsetTimeout\b/.test(node.getText())
    );
  }
  if (!constructs(node, 'Promise') || !ts.isNewExpression(node)) return false;
  const executor = node.arguments?.[0];
  if (executor === undefined || !ts.isArrowFunction(executor)) return false;
  const [resolve] = executor.parameters;
  if (resolve === undefined) return false;
  return timersIn(executor).some((call) => call.arguments[0]?.getText() === resolve.name.getText());
}

function timersIn(root: ts.Node): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && (calls(node, 'setTimeout') || callsMember(node, 'setTimeout')))
      found.push(node);
    ts.forEachChild(node, walk);
  };
  walk(root);
  return found;
}
