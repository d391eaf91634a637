// Lines of tests for each line of source: 1.5 where money is counted, 1 elsewhere. A package that
// is not there yet stands in ratchet.json with what it has, and may not fall below it.
import { isStates, isTestSupport } from '../paths.ts';
import { recorded } from '../ratchet.ts';
import type { Repository } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';

/** Each part of the house: where it is and how many lines of tests a line of source has. */
const parts: readonly { name: string; files: RegExp; least: number }[] = [
  { name: 'contract', files: /^packages\/contract\/src\//, least: 1.5 },
  { name: 'ledger', files: /^packages\/platform\/src\/ledger\//, least: 1.5 },
  { name: 'client', files: /^packages\/client\/src\//, least: 1 },
  { name: 'store', files: /^packages\/store\/src\//, least: 1 },
  { name: 'elements', files: /^packages\/elements\/src\//, least: 1 },
  { name: 'mocks', files: /^packages\/mocks\/src\//, least: 1 },
  { name: 'platform', files: /^packages\/platform\/src\/(?!ledger\/)/, least: 1 },
  { name: 'tools', files: /^packages\/tools\/src\//, least: 1 },
];

/**
 * Words in other languages are data; other rules check them word by word. So are style sheets, which
 * the states of each element check by contrast, size of targets, narrow pages and pictures.
 */
const data = /\/locales\/|\.styles\.ts$|\.d\.ts$/;

/** A share this much above its note asks for a new note, so that the note stays true. */
const slack = 0.1;

/** Compares the lines of tests with the lines of source in each part. */
export const testShare: Rule = {
  name: 'tests have as many lines as their part asks for',
  check: (repository) => {
    const notes = recorded(repository, 'testShare');
    return parts.flatMap((part) => {
      const share = shareOf(repository, part.files);
      return share === undefined ? [] : judge(part, share, notes.get(part.name));
    });
  },
};

interface Share {
  readonly tests: number;
  readonly source: number;
}

function shareOf(repository: Repository, files: RegExp): Share | undefined {
  const sum = { tests: 0, source: 0 };
  for (const file of repository.matching(files)) {
    if (!file.isScript || data.test(file.path) || isStates(file.path)) continue;
    const lines = file.lines.filter((line) => line.trim() !== '').length;
    if (isTestSupport(file.path)) sum.tests += lines;
    else sum.source += lines;
  }
  return sum.source === 0 ? undefined : sum;
}

function judge(
  part: (typeof parts)[number],
  { tests, source }: Share,
  note: number | undefined,
): readonly Finding[] {
  const share = Math.floor((tests / source) * 100) / 100;
  const place = { path: `packages/${part.name === 'ledger' ? 'platform/src/ledger' : part.name}` };
  const measured = `has ${share} lines of tests for a line of source (${tests} to ${source})`;
  const noteFile = 'packages/tools/src/tidy/ratchet.json';
  if (share >= part.least) {
    if (note === undefined) return [];
    return [
      {
        path: noteFile,
        what: `still excepts ${part.name} under testShare; it ${measured}.`,
        instead: 'Take the entry out.',
      },
    ];
  }
  if (note === undefined || share < note) {
    const floor = note === undefined ? '' : `; it had ${note}`;
    return [
      {
        ...place,
        what: `${measured}${floor}; the part asks for ${part.least}.`,
        instead: 'Test what is not tested yet.',
      },
    ];
  }
  if (share > note + slack) {
    return [
      {
        path: noteFile,
        what: `says ${note} for ${part.name} under testShare; it ${measured}.`,
        instead: `Write ${share}.`,
      },
    ];
  }
  return [];
}
