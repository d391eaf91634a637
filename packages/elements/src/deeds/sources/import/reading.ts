/** Reads the files that were chosen, each by what its first bytes are, and gathers the day totals. */
import { dayInZone, dayMs, readDay } from './calendar.ts';
import { DayMinutes } from './day-minutes.ts';
import { HealthMarkup } from './health-markup.ts';
import { readRecord } from './health-records.ts';
import { readJsonTable } from './json-tables.ts';
import type { Imported, ImportProblem, ImportProgress, ImportWish } from './outcome.ts';
import { type Packed, piecesOf, UnpackingFailed } from './pieces.ts';
import { readTable, type TableContext } from './tables.ts';
import { Totals } from './totals.ts';
import { openEntry, type ZipEntry, zipEntries } from './zip.ts';

export interface ReadingPorts {
  /** Told at most ten times a second, and after each file. */
  readonly onProgress: (progress: ImportProgress) => void;
  /** Called often; a promise asks to be waited for, and its rejection ends the reading. */
  readonly pause: () => Promise<void> | undefined;
}

const daysMost = 100;
const tellEachMs = 100;
const csvBytesMost = 64 * 1_024 * 1_024;
/** JSON is read in one go. A month of Fitbit's minutes is 4 MB. */
const jsonBytesMost = 16 * 1_024 * 1_024;

type Format = 'health' | 'zip' | 'json' | 'csv';

/** Throws only what `pause` rejects with, and for days that are none. */
export async function readFiles(wish: ImportWish, ports: ReadingPorts): Promise<Imported> {
  const reading = new Reading(wish, ports);
  for (const file of wish.files) await reading.readFile(file);
  return reading.imported();
}

class Reading {
  readonly #ports: ReadingPorts;
  readonly #first: number;
  readonly #last: number;
  readonly #dayOfInstant: (instantMs: number) => number;
  readonly #totals: Totals;
  readonly #problems: { file: string; problem: ImportProblem }[] = [];
  readonly #bytesTotal: number;
  #bytesBefore = 0;
  #bytesOfFile = 0;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #unreadRows = 0;
  #typedRows = 0;

  constructor({ files, days, timeZone }: ImportWish, ports: ReadingPorts) {
    const first = readDay(days.first);
    const last = readDay(days.last);
    if (first === null || last === null)
      throw new RangeError('The days that are wanted are no days.');
    this.#ports = ports;
    this.#first = Math.max(first, last - daysMost + 1);
    this.#last = last;
    this.#dayOfInstant = dayInZone(timeZone);
    this.#totals = new Totals(this.#first, last);
    this.#bytesTotal = files.reduce((sum, { size }) => sum + size, 0);
  }

  imported(): Imported {
    return {
      days: this.#totals.days(),
      kinds: this.#totals.kinds,
      problems: this.#problems,
      unreadRows: this.#unreadRows,
      typedRows: this.#typedRows,
      newestDay: this.#totals.newestDay,
    };
  }

  async readFile(file: File): Promise<void> {
    this.#bytesOfFile = 0;
    try {
      const problem = await this.#readAs(await formatOf(file), file);
      if (problem) this.#problems.push({ file: file.name, problem });
    } catch (error) {
      if (!isFileError(error)) throw error;
      this.#problems.push({ file: file.name, problem: 'unreadable' });
    }
    this.#bytesBefore += file.size;
    this.#bytesOfFile = 0;
    this.#tellProgress();
  }

  async #readAs(format: Format, file: File): Promise<ImportProblem | null> {
    if (format === 'zip') return this.#readZip(file);
    const packed = { packed: file, isDeflated: false };
    if (format === 'health') return this.#readHealth(packed);
    return this.#readTable(format, packed, file.name);
  }

  async #readZip(file: File): Promise<ImportProblem | null> {
    const entries = await zipEntries(file);
    if (entries === null) return 'zip_broken';
    const health = healthEntry(entries);
    if (health) {
      const opened = await openEntry(file, health);
      return typeof opened === 'string' ? opened : this.#readHealth(opened);
    }
    const tables = entries.filter(({ path }) => this.#mayHaveSteps(path));
    let isKnown = false;
    for (const entry of tables) {
      const opened = await openEntry(file, entry);
      if (typeof opened === 'string') return opened;
      const format = entry.path.toLowerCase().endsWith('.json') ? 'json' : 'csv';
      const problem = await this.#readTable(format, opened, entry.path);
      if (problem !== 'not_steps') isKnown = true;
      if (problem && problem !== 'not_steps') {
        this.#problems.push({ file: entry.path, problem });
      }
    }
    return isKnown ? null : 'not_steps';
  }

  /** An archive of everything has thousands of files: those are opened that may tell of a day that is wanted. */
  #mayHaveSteps(path: string): boolean {
    if (!/\.(csv|json)$/i.test(path)) return false;
    if (/\/UDSFile[^/]*$/.test(path)) return true;
    if (!/\/Fit\/|(^|\/)steps[-_][^/]*$/.test(path)) return false;
    // A file that is named by a day goes on for at most a month.
    const day = readDay(/(\d{4}-\d\d-\d\d)\.\w+$/.exec(path)?.[1] ?? '');
    return day === null || (day <= this.#last + 1 && day >= this.#first - 32);
  }

  async #readHealth(packed: Packed): Promise<ImportProblem | null> {
    const minutes = new DayMinutes(this.#first, this.#last);
    let records = 0;
    const markup = new HealthMarkup((raw) => {
      const record = readRecord(raw);
      records += 1;
      if (record === null) {
        this.#unreadRows += 1;
      } else if (raw.isTyped) {
        this.#typedRows += 1;
      } else {
        this.#totals.sawDay(Math.floor(record.startMs / dayMs));
        minutes.add(record);
      }
    });
    const { elements } = markup;
    const ending = await this.#feed(packed, (piece) => {
      markup.feed(piece);
      return elements.root === '' || elements.root === 'HealthData';
    });
    this.#unreadRows += elements.unread;
    if (ending === 'broken' && elements.root === '') return 'zip_broken';
    if (elements.root !== 'HealthData' || (elements.isWhole && records === 0)) return 'not_steps';
    for (const [day, steps] of minutes.totals()) this.#totals.add('apple_health', day, '', steps);
    return elements.isWhole && ending === 'whole' ? null : 'cut_off';
  }

  async #readTable(
    format: 'json' | 'csv',
    packed: Packed,
    fileName: string,
  ): Promise<ImportProblem | null> {
    const bytes: Uint8Array[] = [];
    let room = format === 'json' ? jsonBytesMost : csvBytesMost;
    const ending = await this.#feed(packed, (piece) => {
      room -= piece.length;
      // A view keeps all of what it is a part of.
      bytes.push(piece.slice());
      return room >= 0;
    });
    if (room < 0) return 'too_large';
    const text = textOf(bytes);
    const context: TableContext = {
      fileName,
      dayOfInstant: this.#dayOfInstant,
      pause: this.#ports.pause,
    };
    const table = await (format === 'json' ? readJsonTable : readTable)(text, context);
    if (!table.ok) return table.problem;
    this.#unreadRows += table.unread;
    for (const { day, part, steps } of table.parts) this.#totals.add(table.kind, day, part, steps);
    return ending === 'whole' ? null : 'cut_off';
  }

  /** Hands the bytes on, until `take` has seen enough or there are no more. */
  async #feed(
    packed: Packed,
    take: (piece: Uint8Array) => boolean,
  ): Promise<'whole' | 'enough' | 'broken'> {
    try {
      for await (const piece of piecesOf(packed, (bytes) => this.#readBytes(bytes))) {
        if (!take(piece)) return 'enough';
        await this.#ports.pause();
      }
      return 'whole';
    } catch (error) {
      if (error instanceof UnpackingFailed) return 'broken';
      throw error;
    }
  }

  #readBytes(bytes: number): void {
    this.#bytesOfFile += bytes;
    if (performance.now() - this.#toldAtMs >= tellEachMs) this.#tellProgress();
  }

  #tellProgress(): void {
    this.#toldAtMs = performance.now();
    const bytesRead = Math.min(this.#bytesBefore + this.#bytesOfFile, this.#bytesTotal);
    this.#ports.onProgress({ bytesRead, bytesTotal: this.#bytesTotal });
  }
}

/**
 * The file that Apple Health calls `export.xml`, and by other names in other languages (`vienti.xml`, `导出.xml`):
 * the largest of its kind but for the clinical one.
 */
function healthEntry(entries: readonly ZipEntry[]): ZipEntry | undefined {
  return entries
    .filter(({ path }) => /\.xml$/i.test(path) && !/_cda\.xml$/i.test(path))
    .reduce<ZipEntry | undefined>(
      (most, entry) => (most && most.bytes >= entry.bytes ? most : entry),
      undefined,
    );
}

async function formatOf(file: File): Promise<Format> {
  const bytes = new Uint8Array(await file.slice(0, 256).arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'zip';
  const [first] = textOf([bytes]).trimStart();
  if (first === '<') return 'health';
  return first === '[' || first === '{' ? 'json' : 'csv';
}

/** By its byte order mark, or else UTF-8; the mark itself is taken away. */
function textOf(pieces: readonly Uint8Array[]): string {
  const [first, second] = pieces[0] ?? [];
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8');
  const texts = pieces.map((piece) => decoder.decode(piece, { stream: true }));
  return texts.join('') + decoder.decode();
}

/** What a browser says when a file was moved, changed or locked since it was chosen. */
function isFileError(error: unknown): boolean {
  return error instanceof DOMException && /^Not(Readable|Found|Allowed)Error$/.test(error.name);
}
