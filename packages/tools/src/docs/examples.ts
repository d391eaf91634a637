// Examples in Markdown that have to be right: fences marked `ts example` compile against the
// packages, fences marked `html example` and the pages of examples/ use known elements only.
import { join } from 'node:path';
import ts from 'typescript';
import type { Repository, RepositoryFile } from '../tidy/repository.ts';
import type { Finding } from '../tidy/rule.ts';
import type { ElementDoc } from './manifest.ts';

/** A piece of code in Markdown and the line on which it begins. */
export interface Example {
  readonly path: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** Every fence whose info says `example`, in all Markdown of the repository. */
export function examplesOf(repository: Repository): readonly Example[] {
  return repository.matching(/\.md$/).flatMap(examplesIn);
}

function examplesIn(file: RepositoryFile): readonly Example[] {
  const found: Example[] = [];
  for (const match of file.text.matchAll(/^( *)```(\w+) example\b.*\n([\s\S]*?)^ *```/gm)) {
    const line = file.text.slice(0, match.index).split('\n').length + 1;
    found.push({ path: file.path, line, language: match[2] ?? '', text: match[3] ?? '' });
  }
  return found;
}

/** Attributes that any element of any page may have. */
const anywhere =
  /^(id|class|slot|lang|dir|hidden|title|role|tabindex|is|part|data-[\w-]+|aria-\w+)$/;

/** What is wrong with the `kind-…` tags of a piece of HTML. */
export function checkHtml(example: Example, docs: readonly ElementDoc[]): readonly Finding[] {
  const findings: Finding[] = [];
  const text = example.text.replace(/<!--[\s\S]*?-->/g, blank);
  for (const match of text.matchAll(
    /<(kind-[\w-]+)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)/g,
  )) {
    const [, tag = '', attributes = ''] = match;
    const line = example.line + text.slice(0, match.index).split('\n').length - 1;
    const at = (what: string, instead: string) =>
      findings.push({ path: example.path, line, what, instead });
    const doc = docs.find((each) => each.tag === tag);
    if (doc === undefined) {
      at(
        `shows <${tag}>, which is no element.`,
        `There are ${docs.map((each) => each.tag).join(', ')}.`,
      );
      continue;
    }
    const known = doc.attributes.map(({ name }) => name);
    for (const [, name = ''] of attributes.matchAll(
      /\s([^\s=>/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?/g,
    )) {
      if (!known.includes(name) && !anywhere.test(name)) {
        at(`gives <${tag}> the attribute ${name}.`, `It has ${known.join(', ')}.`);
      }
    }
  }
  return findings;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Compiles every TypeScript example as a module of its own; returns what the compiler says. */
export function checkTypeScript(root: string, examples: readonly Example[]): readonly Finding[] {
  if (examples.length === 0) return [];
  // Not files: they stand where a reader's own module would, so that packages resolve by name.
  const modules = new Map(
    examples.map((example, index) => [join(root, `docs/example-${index}.ts`), example]),
  );
  const options = optionsOf(root);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  // `export {}` makes a module of an example that imports nothing, so that names do not collide.
  const textOf = (path: string) => {
    const text = modules.get(path)?.text;
    return text === undefined ? undefined : `${text}\nexport {};\n`;
  };
  host.fileExists = (path) => modules.has(path) || fileExists(path);
  host.readFile = (path) => textOf(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = textOf(path);
    if (text === undefined) return getSourceFile(path, version, ...rest);
    return ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram([...modules.keys()], options, host);
  return [...modules].flatMap(([path, example]) => {
    const source = program.getSourceFile(path);
    const diagnostics = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return diagnostics.map((each) => toFinding(example, each));
  });
}

function optionsOf(root: string): ts.CompilerOptions {
  const config: unknown = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return {
    ...options,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    experimentalDecorators: true,
    useDefineForClassFields: false,
    // An example shows a value by naming it.
    noUnusedLocals: false,
  };
}

function toFinding({ path, line }: Example, { file, start, messageText }: ts.Diagnostic): Finding {
  const offset = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line;
  return {
    path,
    line: line + offset,
    what: `does not compile: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    instead: 'Correct the example.',
  };
}
