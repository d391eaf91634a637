// Words in every language: each file says every word of English, takes up what is handed in, and
// has left nothing in English; and every word is said by some element.
import ts from 'typescript';
import { isTestSupport } from '../paths.ts';
import type { Repository, RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';
import { forEachNode } from '../syntax.ts';

const folder = 'packages/elements/src/locales/';
/**
 * English lies in parts, each for the elements that say it. Another language is one file, and beside
 * it one for each room whose words are fetched on its pages alone.
 */
const english = /^packages\/elements\/src\/locales\/[a-z]+\.en\.ts$/;

/** Rightly the same in many languages. */
const sameEverywhere = new Set(['card.expiryExample', 'card.cvc']);

/** Only chooses between singular and plural, which not every language tells apart. */
const countName = 'count';

/** Compares the words of each language with the English ones. */
export const locales: Rule = {
  name: 'every language says every word, and every word is said',
  check: (repository) => {
    const parts = repository.matching(english).map((file) => [file, wordsOf(file)] as const);
    const words = new Map(parts.flatMap(([, part]) => [...part]));
    const languages = repository
      .matching(/^packages\/elements\/src\/locales\/[a-z]{2}(-[a-z]+)?(\.[a-z]+)?\.ts$/)
      .filter(({ path }) => path !== `${folder}en.ts` && !english.test(path));
    return [
      ...languages.flatMap((file) => {
        const own = wordsOf(file);
        const wanted = wordsFor(words, roomOf(file.path));
        const named = roomOf(file.path) === undefined ? checkName(file, own) : [];
        return [...compare(file, wanted, own), ...named];
      }),
      ...rooms.flatMap((room) => findMissing(repository, languages, room, wordsFor(words, room))),
      ...parts.flatMap(([file, part]) => checkSaid(repository, file, part)),
    ];
  },
};

/** Words that lie in a file of their own in every language: only some pages need them. */
interface Room {
  /** Between the language and the file's ending. */
  readonly suffix: string;
  readonly keys: RegExp;
  readonly what: string;
}

const rooms: readonly Room[] = [
  { suffix: 'donor', keys: /^(door|visit)\./, what: "the donor's own page" },
  { suffix: 'cart', keys: /^(sums|cartPledge|roundUp|causes|orderImpact)\./, what: 'the cart' },
  { suffix: 'shop', keys: /^(shop|item|details|impact)\./, what: 'shops' },
  {
    suffix: 'forest',
    keys: /^(forest|map|tree|plot|counter|picker|adopting)\./,
    what: 'the forest',
  },
  { suffix: 'deeds', keys: /^(deeds|challenge|history)\./, what: 'good deeds' },
  { suffix: 'steps', keys: /^(tracker|walking|walker)\./, what: 'the step tracker' },
];

/** The room of a language's file; undefined of the file that elements share. */
function roomOf(path: string): Room | undefined {
  return rooms.find(({ suffix }) => path.endsWith(`.${suffix}.ts`));
}

/** The words of a room, or those that are in none. */
function wordsFor(
  words: ReadonlyMap<string, Word>,
  room: Room | undefined,
): ReadonlyMap<string, Word> {
  const isOf = (key: string) =>
    room === undefined ? !rooms.some(({ keys }) => keys.test(key)) : room.keys.test(key);
  return new Map([...words].filter(([key]) => isOf(key)));
}

interface Word {
  readonly line: number;
  /** The text, or the text of the function's body. */
  readonly text: string;
  /** Names of the parameters; empty for a plain text. */
  readonly parameters: readonly string[];
  /** Which parameters the words take up, by place. */
  readonly used: ReadonlySet<number>;
}

function wordsOf(file: RepositoryFile): ReadonlyMap<string, Word> {
  const found = new Map<string, Word>();
  const read = (object: ts.ObjectLiteralExpression, prefix: string): void => {
    for (const property of object.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const key = `${prefix}${property.name.getText().replace(/['"]/g, '')}`;
      const value = property.initializer;
      if (ts.isObjectLiteralExpression(value)) read(value, `${key}.`);
      else found.set(key, toWord(file, value));
    }
  };
  for (const statement of file.ast.statements.filter(ts.isVariableStatement)) {
    for (const { initializer } of statement.declarationList.declarations) {
      if (initializer !== undefined && ts.isObjectLiteralExpression(initializer))
        read(initializer, '');
    }
  }
  return found;
}

function toWord(file: RepositoryFile, value: ts.Expression): Word {
  const line = file.lineOf(value);
  if (!ts.isArrowFunction(value)) {
    const text = ts.isStringLiteralLike(value) ? value.text : value.getText();
    return { line, text, parameters: [], used: new Set() };
  }
  const parameters = value.parameters.map(({ name }) => name.getText());
  const used = new Set<number>();
  forEachNode(value.body, (node) => {
    if (ts.isIdentifier(node)) used.add(parameters.indexOf(node.text));
  });
  if (ts.isIdentifier(value.body)) used.add(parameters.indexOf(value.body.text));
  used.delete(-1);
  return { line, text: value.body.getText(), parameters, used };
}

function compare(
  file: RepositoryFile,
  words: ReadonlyMap<string, Word>,
  own: ReadonlyMap<string, Word>,
): readonly Finding[] {
  const at = (line: number, what: string, instead: string): Finding => ({
    path: file.path,
    line,
    what,
    instead,
  });
  const findings: Finding[] = [];
  for (const [key, word] of words) {
    const translated = own.get(key);
    if (translated === undefined) {
      findings.push(at(1, `does not say ${key} ("${word.text}").`, 'Say it.'));
      continue;
    }
    const lost = word.parameters.filter(
      (name, index) => word.used.has(index) && !translated.used.has(index) && name !== countName,
    );
    if (lost.length > 0) {
      findings.push(
        at(
          translated.line,
          `${key} leaves out ${lost.join(', ')}, which English says.`,
          'Take it up.',
        ),
      );
    }
    if (
      translated.text === word.text &&
      /\p{L}{2}/u.test(spoken(word)) &&
      !sameEverywhere.has(key)
    ) {
      findings.push(
        at(
          translated.line,
          `${key} is still English: "${word.text}".`,
          'Translate it, or name it in sameEverywhere.',
        ),
      );
    }
  }
  for (const [key, { line }] of own) {
    if (!words.has(key))
      findings.push(at(line, `says ${key}, which English does not.`, 'Take it out.'));
  }
  return findings;
}

/** A language's own file says which language it is. */
function checkName(file: RepositoryFile, own: ReadonlyMap<string, Word>): readonly Finding[] {
  const lang = own.get('lang')?.text ?? '';
  const wanted = file.path.slice(folder.length, -'.ts'.length);
  if (lang.toLowerCase() === wanted) return [];
  const line = own.get('lang')?.line ?? 1;
  const what = `says that it is "${lang}".`;
  return [{ path: file.path, line, what, instead: `The file is called ${wanted}.` }];
}

/** Languages that lack the file of a room, where English has words of it. */
function findMissing(
  repository: Repository,
  languages: readonly RepositoryFile[],
  { suffix, what }: Room,
  words: ReadonlyMap<string, Word>,
): readonly Finding[] {
  if (words.size === 0) return [];
  return languages
    .filter(({ path }) => roomOf(path) === undefined)
    .map(({ path }) => path.replace('.ts', `.${suffix}.ts`))
    .filter((path) => !repository.exists(path))
    .map((path) => ({ path, what: `has no words of ${what}.`, instead: 'Write it.' }));
}

/** The words without the places that are filled in. */
function spoken({ text, parameters }: Word): string {
  return parameters.length === 0 ? text : text.replace(/\$\{[^}]*\}/g, '');
}

function checkSaid(
  repository: Repository,
  source: RepositoryFile,
  words: ReadonlyMap<string, Word>,
): readonly Finding[] {
  const speakers = repository
    .matching(/^packages\/elements\/src\/(?!locales\/).+\.ts$/)
    .filter(({ path }) => !isTestSupport(path))
    .map(({ text }) => text)
    .join('\n');
  const known = new Set(speakers.match(/\w+/g));
  return [...words]
    .filter(([key]) => !known.has(key.split('.').at(-1) ?? ''))
    .map(([key, { line }]) => ({
      path: source.path,
      line,
      what: `nobody says ${key}.`,
      instead: 'Take it out of every language.',
    }));
}
