// `npm run bench:pedometer -- FOLDER`: plays recordings to the pedometer of the page and holds what it counts
// against the truth, which a file's name begins with. Without a folder it takes the project's own recordings.
// The last line is JSON; a folder that cannot be read is exit code 1.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPedometer } from '../../../elements/src/deeds/pedometer/count.ts';
import { readRecording } from '../../../elements/src/deeds/sources/recording.ts';

const ownFolder = fileURLToPath(
  new URL('../../../elements/src/deeds/pedometer/recordings', import.meta.url),
);

/** From here on a recording is one of a walk; fewer steps are somebody who gets into a car. */
const walkLeast = 50;

interface Counted {
  readonly file: string;
  readonly true: number;
  readonly counted: number;
}

function count(folder: string, file: string, truth: number): Counted {
  const { readings, unit, skipped } = readRecording(readFileSync(join(folder, file), 'utf8'));
  const pedometer = createPedometer();
  for (const { timeMs, x, y, z } of readings) pedometer.add(timeMs, x, y, z);
  const counted = pedometer.finish();
  const left = skipped > 0 ? `, ${skipped} lines are no reading` : '';
  console.log(row(file, String(truth), String(counted), unit + left));
  return { file, true: truth, counted };
}

function row(file: string, truth: string, counted: string, unit: string): string {
  return `${file.padEnd(24)}${truth.padStart(7)}${counted.padStart(9)}   ${unit}`;
}

const hundredths = (value: number) => Math.round(value * 100) / 100;

function figures(files: readonly Counted[]) {
  const walks = files.filter((each) => each.true >= walkLeast);
  const errors = walks.map((each) => (Math.abs(each.counted - each.true) / each.true) * 100);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const others = files.filter((each) => each.true < walkLeast);
  return {
    files,
    walk_mean_error_pct: walks.length === 0 ? null : hundredths(mean),
    false_steps: others.reduce((sum, each) => sum + Math.max(0, each.counted - each.true), 0),
  };
}

/** The recordings of a folder; undefined, and said why, where there are none. */
function recordingsIn(folder: string): readonly string[] | undefined {
  try {
    const files = readdirSync(folder).filter((name) => /\.(csv|txt|tsv)$/i.test(name));
    if (files.length > 0) return files.toSorted();
    console.error(`There are no recordings (.csv, .tsv, .txt) in ${folder}.`);
  } catch (error) {
    console.error(`The folder ${folder} cannot be read: ${String(error)}`);
  }
  return undefined;
}

const folder = resolve(process.argv[2] ?? ownFolder);
const names = recordingsIn(folder);
if (names === undefined) {
  process.exitCode = 1;
} else {
  console.log(row('file', 'true', 'counted', 'unit'));
  const counted = names.flatMap((name) => {
    const [digits] = /^\d+/.exec(name) ?? [];
    if (digits !== undefined) return [count(folder, name, Number(digits))];
    console.log(row(name, '', '', 'passed over: its name does not begin with a true count'));
    return [];
  });
  console.log(JSON.stringify(figures(counted)));
}
