/** What the elements of Apple Health's `export.xml` mean: which are step records, and which of those count. */

/** A step record as it stands in the file; each byte of the text is one character. */
export interface RawRecord {
  readonly sourceName: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly value: string;
  /** Whether its owner wrote it into the app by hand, as a mark inside of it says. */
  readonly isTyped: boolean;
}

/** Attributes of a record, and of a mark in it: `<MetadataEntry key="HKWasUserEntered" value="1"/>`. */
export const wantedNames = ['type', 'sourceName', 'startDate', 'endDate', 'value', 'key'] as const;
export type WantedName = (typeof wantedNames)[number];

export const stepType = 'HKQuantityTypeIdentifierStepCount';

export class HealthElements {
  readonly #onRecord: (record: RawRecord) => void;
  #element = '';
  #isWanted = false;
  #isBroken = false;
  #values: Partial<Record<WantedName, string>> = {};
  /** A step record whose end is still to come. */
  #open: RawRecord | null = null;
  #correlations = 0;
  #root = '';
  #isWhole = false;
  #unread = 0;

  constructor(onRecord: (record: RawRecord) => void) {
    this.#onRecord = onRecord;
  }

  /** The name of the first element; empty before there is one. */
  get root(): string {
    return this.#root;
  }

  /** Whether the end of the file's root has been seen. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Step records that lack what they need, or say it at more length than Apple does. */
  get unread(): number {
    return this.#unread;
  }

  /** Whether the tag that is being read may say something that is wanted. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  begin(name: string): void {
    this.#root ||= name || '?';
    this.#element = name;
    this.#isBroken = false;
    if (name === 'Record') this.#endRecord();
    this.#isWanted = name === 'Record' || (name === 'MetadataEntry' && this.#open !== null);
    if (this.#isWanted) this.#values = {};
  }

  keep(name: WantedName, value: string): void {
    this.#values[name] = value;
  }

  /** Says that the tag is of no interest: nearly all records are of something else than steps. */
  passOver(): void {
    this.#isWanted = false;
  }

  /** Says that something in the tag cannot be read. */
  break(): void {
    this.#isBroken = true;
  }

  /** The end of the tag that began; `isEmpty` where nothing can stand in its element. */
  endTag(isEmpty: boolean): void {
    if (this.#element === 'Correlation' && !isEmpty) this.#correlations += 1;
    if (!this.#isWanted) return;
    if (this.#element === 'Record') this.#beginRecord(isEmpty);
    else if (this.#values.key === 'HKWasUserEntered') this.#mark(this.#values.value === '1');
  }

  close(name: string): void {
    this.#element = '';
    this.#isWanted = false;
    if (name === 'Record') this.#endRecord();
    if (name === 'Correlation') this.#correlations = Math.max(0, this.#correlations - 1);
    if (name === this.#root) this.#isWhole = true;
  }

  #beginRecord(isEmpty: boolean): void {
    const { type, sourceName = '', startDate, endDate, value } = this.#values;
    // What is in a correlation stands outside of it as well, as the file's own document type says.
    if (type === undefined || this.#correlations > 0) return;
    if (this.#isBroken || startDate === undefined || endDate === undefined || value === undefined) {
      this.#unread += 1;
      return;
    }
    this.#open = { sourceName, startDate, endDate, value, isTyped: false };
    if (isEmpty) this.#endRecord();
  }

  #mark(isTyped: boolean): void {
    if (this.#open && isTyped) this.#open = { ...this.#open, isTyped };
  }

  #endRecord(): void {
    if (this.#open) this.#onRecord(this.#open);
    this.#open = null;
  }
}
