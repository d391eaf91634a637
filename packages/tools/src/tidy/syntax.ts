// Small questions to a syntax tree that several rules ask.
import ts from 'typescript';
import type { RepositoryFile } from './repository.ts';

/** Calls `visit` on every node below `root`, parents first. */
export function forEachNode(root: ts.Node, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  ts.forEachChild(root, walk);
}

/** One import or re-export of a module by another. */
export interface ModuleImport {
  readonly specifier: string;
  readonly line: number;
  /** Gone after types are stripped: `import type`, `export type` or `import('x').Y`. */
  readonly typeOnly: boolean;
  /** Loaded when asked for: `import('x')`. */
  readonly dynamic: boolean;
  /** Names taken; `*` for all of them, `default` for the default. */
  readonly names: readonly string[];
}

/** Every module that a file imports, by a literal specifier, from top to bottom. */
export function importsOf(file: RepositoryFile): readonly ModuleImport[] {
  const found: ModuleImport[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, rest: ImportShape): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    found.push({ specifier: specifier.text, line: file.lineOf(node), ...rest });
  };
  forEachNode(file.ast, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, {
        typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
        dynamic: false,
        names: importedNames(node.importClause),
      });
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, {
        typeOnly: node.isTypeOnly,
        dynamic: false,
        names: exportedNames(node.exportClause),
      });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], { typeOnly: false, dynamic: true, names: ['*'] });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, { typeOnly: true, dynamic: false, names: ['*'] });
    }
  });
  return found;
}

type ImportShape = Omit<ModuleImport, 'specifier' | 'line'>;

function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  if (clause === undefined) return [];
  const names = clause.name === undefined ? [] : ['default'];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, '*'];
  return [...names, ...bindings.elements.map(originalName)];
}

function exportedNames(clause: ts.NamedExportBindings | undefined): readonly string[] {
  if (clause === undefined || ts.isNamespaceExport(clause)) return ['*'];
  return clause.elements.map(originalName);
}

function originalName(specifier: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (specifier.propertyName ?? specifier.name).text;
}

/** The tag of a tagged template, `html` in html`<p></p>`, or undefined for another node. */
export function templateTag(node: ts.Node): string | undefined {
  if (!ts.isTaggedTemplateExpression(node)) return undefined;
  return ts.isIdentifier(node.tag) ? node.tag.text : undefined;
}

/** A piece of text of a template between its expressions. */
export interface TemplatePiece {
  readonly text: string;
  readonly position: number;
}

/** The literal pieces of a tagged template, in order. */
export function templatePieces(node: ts.TaggedTemplateExpression): readonly TemplatePiece[] {
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) {
    return [{ text: template.text, position: template.getStart() + 1 }];
  }
  return [
    { text: template.head.text, position: template.head.getStart() + 1 },
    ...template.templateSpans.map(({ literal }) => ({
      text: literal.text,
      position: literal.getStart() + 1,
    })),
  ];
}
