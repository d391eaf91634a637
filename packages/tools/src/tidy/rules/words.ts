// Words that do not belong in the repository: reminders nobody will read, promises nobody can
// hold, paths and hosts of one machine, and ways to silence a checker.
import { isTest } from '../paths.ts';
import type { RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

interface BannedWord {
  readonly pattern: RegExp;
  readonly what: string;
  readonly instead: string;
  /** Whether the row holds for a file; everywhere when left out. */
  readonly where?: (path: string) => boolean;
}

/** Built from pieces, so that this file does not find itself. */
const either = (...words: readonly string[]) => words.join('|');

const bannedWords: readonly BannedWord[] = [
  {
    pattern: new RegExp(`\\b(${either('FIX' + 'ME', 'TO' + 'DO', 'HA' + 'CK')})\\b`),
    what: 'a reminder that nobody will read.',
    instead: 'Do it now, or write down as a decision that it is not done.',
  },
  {
    pattern: new RegExp(`(^|[\\s"'\`(=:])/(${either('work', 'root', 'tmp', 'home')})/`),
    what: 'a path of one machine.',
    instead: 'Use a path from the root of the repository, or os.tmpdir().',
  },
  {
    pattern: new RegExp(
      `\\b(${either('registry\\.npm' + 'js', 'art' + 'ifactory', 'verd' + 'accio', 'jf' + 'rog')})`,
      'i',
    ),
    what: 'the host of a package registry.',
    instead: "Name the package; where it comes from is the reader's own setting.",
  },
  {
    pattern: new RegExp(
      `\\b(${either('sim' + 'ply', 'blaz' + 'ing(ly)?', 'seam' + 'less(ly)?', 'effort' + 'less(ly)?', 'lever' + 'ages?', 'world-' + 'class', 'cutting-' + 'edge')})\\b`,
      'i',
    ),
    what: 'a word that promises or belittles.',
    instead: 'Say what it does, with a number if there is one.',
  },
  {
    pattern: new RegExp(`@ts-(${either('ignore', 'nocheck')})\\b`),
    what: 'silences the compiler.',
    instead: 'Narrow the type; in a test of types use @ts-expect-error with the rule in words.',
  },
  {
    pattern: /@ts-expect-error(?!.*\w+ \w+)/,
    what: 'expects an error of types without saying which.',
    instead: 'Write the rule after it in words.',
  },
  {
    pattern: /@ts-expect-error/,
    what: 'expects an error of types outside a test.',
    instead: 'Narrow the type.',
    where: (path) => !isTest(path),
  },
  {
    pattern: /biome-ignore/,
    what: 'silences the linter where nothing is silenced.',
    instead: 'Write it so that the linter agrees.',
    where: (path) =>
      /^packages\/(contract|client|store)\/|^packages\/platform\/src\/ledger\//.test(path),
  },
];

/** The files that have to spell out what they look for. */
const exempt =
  /^(package-lock\.json|LICENSE|packages\/tools\/src\/tidy\/rules\/words(\.test)?\.ts)$/;

/** Finds banned words in every text of the repository. */
export const words: Rule = {
  name: 'no banned words, machine paths or silenced checks',
  check: (repository) =>
    [...repository.files.values()].filter(({ path }) => !exempt.test(path)).flatMap(checkFile),
};

function checkFile(file: RepositoryFile): readonly Finding[] {
  const rows = bannedWords.filter(({ where }) => where?.(file.path) ?? true);
  // Most files have none of them, and one test of the whole text is cheaper than one a line.
  const suspects = rows.filter(({ pattern }) =>
    new RegExp(pattern.source, `${pattern.flags}m`).test(file.text),
  );
  if (suspects.length === 0) return [];
  return file.lines.flatMap((text, index) =>
    suspects
      .filter(({ pattern }) => pattern.test(text))
      .map(({ pattern, what, instead }) => ({
        path: file.path,
        line: index + 1,
        what: `says "${(pattern.exec(text)?.[0] ?? '').trim()}": ${what}`,
        instead,
      })),
  );
}
