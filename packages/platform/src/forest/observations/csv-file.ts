/** Observations in a CSV file: a line for each, and words for each line that is none. Pure. */
import { hash } from 'node:crypto';
import { parse, type RecordObservation, recordObservationSchema } from '@kindcart/contract';
import { CsvError, csvRows, csvText } from './csv-rows.ts';

/** Columns by name, in any order. `tree` and `observed_at` are needed; an empty cell says nothing. */
const csvColumns = [
  'key',
  'tree',
  'observed_at',
  'height_cm',
  'crown_cm',
  'alive',
  'photo_url',
  'longitude',
  'latitude',
  'accuracy_m',
  'observer',
  'note',
] as const;

type Column = (typeof csvColumns)[number];
type Cells = Readonly<Record<Column, string>>;

/** A line that can be told. */
export interface CsvObservation {
  readonly line: number;
  readonly told: RecordObservation;
}

/** A line that cannot. */
export interface CsvFault {
  readonly line: number;
  /** What is wrong, each to be read after the line's number. */
  readonly words: string;
}

/** What a file holds. */
export interface CsvFile {
  readonly observations: readonly CsvObservation[];
  readonly faults: readonly CsvFault[];
}

/**
 * Reads a file. A line without a key gets one made of what it says, so that the same line is the same
 * observation however often the file is read.
 *
 * @param observer of lines that name none
 * @throws CsvError for a file that cannot be read at all
 */
export function readCsv(bytes: Uint8Array, observer: string | undefined): CsvFile {
  const [header, ...rows] = csvRows(csvText(bytes));
  if (header === undefined) throw new CsvError('is empty.');
  const columns = columnsOf(header.cells);
  const observations: CsvObservation[] = [];
  const faults: CsvFault[] = [];
  for (const { line, cells } of rows) {
    const told = readLine(columns, cells, observer);
    if (typeof told === 'string') faults.push({ line, words: told });
    else observations.push({ line, told });
  }
  return { observations, faults };
}

function columnsOf(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.toLowerCase());
  const columns = names.map((name) => csvColumns.find((column) => column === name));
  const stranger = names.find((_, at) => columns[at] === undefined);
  const known = `Known are ${csvColumns.join(', ')}.`;
  if (stranger !== undefined) {
    throw new CsvError(`has a column "${stranger}" on its first line. ${known}`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new CsvError(`has the column "${twice}" twice.`);
  for (const needed of ['tree', 'observed_at']) {
    if (!names.includes(needed)) throw new CsvError(`has no column "${needed}". ${known}`);
  }
  return columns.flatMap((column) => column ?? []);
}

/** The observation of a line, or what is wrong with it. */
function readLine(
  columns: readonly Column[],
  values: readonly string[],
  observer: string | undefined,
): RecordObservation | string {
  if (values.length > columns.length && values.slice(columns.length).some((cell) => cell !== '')) {
    return `has ${values.length} cells, and the first line has ${columns.length}`;
  }
  const cellOf = (column: Column) => values[columns.indexOf(column)] ?? '';
  const cells = Object.fromEntries(csvColumns.map((column) => [column, cellOf(column)])) as Cells;
  const told = { ...toldIn(cells, observer), key: cells.key === '' ? keyOf(cells) : cells.key };
  const read = parse(recordObservationSchema, told);
  if (read.ok) return read.value;
  return read.fields.map(({ field, message }) => `${columnOf(field)} ${message}`).join('; ');
}

/** What a line says. A cell that is no number is handed on as it is, for the schema to say so. */
function toldIn(cells: Cells, observer: string | undefined): Record<string, unknown> {
  const isPlaced = cells.longitude !== '' || cells.latitude !== '';
  return {
    treeNumber: numberIn(cells.tree),
    observedAt: timeIn(cells.observed_at),
    heightCm: numberIn(cells.height_cm),
    crownCm: numberIn(cells.crown_cm),
    alive: aliveIn(cells.alive),
    photoUrl: textIn(cells.photo_url),
    location: isPlaced
      ? {
          position: [numberIn(cells.longitude), numberIn(cells.latitude)],
          accuracyM: numberIn(cells.accuracy_m),
        }
      : null,
    observer: textIn(cells.observer) ?? observer,
    note: textIn(cells.note),
  };
}

function textIn(cell: string): string | null {
  return cell === '' ? null : cell;
}

function numberIn(cell: string): number | string | null {
  return /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : textIn(cell);
}

const withZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day alone is its noon in UTC, which is that day nearly everywhere. A time has to tell its zone. */
function timeIn(cell: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(cell)) return `${cell}T12:00:00.000Z`;
  const time = withZone.test(cell) ? new Date(cell.replace(' ', 'T')) : new Date(Number.NaN);
  return Number.isNaN(time.getTime()) ? cell : time.toISOString();
}

const yes = ['', 'yes', 'true', '1', 'y', '是'];
const no = ['no', 'false', '0', 'n', '否'];

function aliveIn(cell: string): boolean | string {
  const word = cell.toLowerCase();
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : cell;
}

function keyOf(cells: Cells): string {
  const contents = csvColumns.map((column) => cells[column]);
  return `csv_${hash('sha256', JSON.stringify(contents), 'base64url')}`;
}

const columnsByField: readonly [field: string, column: Column][] = [
  ['treeNumber', 'tree'],
  ['observedAt', 'observed_at'],
  ['heightCm', 'height_cm'],
  ['crownCm', 'crown_cm'],
  ['photoUrl', 'photo_url'],
  ['location.position.0', 'longitude'],
  ['location.position.1', 'latitude'],
  ['location.accuracyM', 'accuracy_m'],
];

function columnOf(field: string): string {
  return columnsByField.find(([name]) => name === field)?.[1] ?? field;
}
