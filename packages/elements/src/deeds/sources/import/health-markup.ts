/**
 * Finds the step records in the bytes of Apple Health's `export.xml`, whatever pieces it comes in. It keeps
 * nothing but the attributes of the one record that it is in, so a gigabyte takes no more memory than a page.
 */
import {
  HealthElements,
  type RawRecord,
  stepType,
  type WantedName,
  wantedNames,
} from './health-elements.ts';
import { XmlPassage } from './xml-passage.ts';

/** Attributes that are wanted are below 100 bytes; a device's name may be as long as people like. */
const valueBytesMax = 1_024;
const nameBytesMax = 64;

const lt = 0x3c;
const gt = 0x3e;
const slash = 0x2f;
const equals = 0x3d;
const quote = 0x22;
const apostrophe = 0x27;
const bang = 0x21;
const question = 0x3f;

/** Where in the markup the next byte stands. Numbers, since this is asked for each byte. */
const at = {
  text: 0,
  opened: 1,
  passage: 2,
  name: 3,
  closing: 4,
  inTag: 5,
  attribute: 6,
  beforeValue: 7,
  value: 8,
} as const;

type Place = (typeof at)[keyof typeof at];

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export class HealthMarkup {
  readonly elements: HealthElements;
  #at: Place = at.text;
  #passage = new XmlPassage();
  #quote = 0;

  /** The name or value that is being read. */
  readonly #scratch = new Uint8Array(valueBytesMax);
  #length = 0;
  #isTooLong = false;
  /** Of the attribute that is being read; undefined where nobody wants its value. */
  #wanted: WantedName | undefined;
  #endsItself = false;

  constructor(onRecord: (record: RawRecord) => void) {
    this.elements = new HealthElements(onRecord);
  }

  feed(bytes: Uint8Array): void {
    let place = 0;
    while (place < bytes.length) place = this.#readOn(bytes, place);
  }

  /** Reads on from a place, as far as one look can tell; answers with the next one. */
  #readOn(bytes: Uint8Array, place: number): number {
    switch (this.#at) {
      case at.text:
        return this.#readText(bytes, place);
      case at.value:
        return this.#readValue(bytes, place);
      case at.name:
      case at.closing:
      case at.attribute:
        return this.#readName(bytes, place);
      default:
        this.#take(bytes[place] ?? 0);
        return place + 1;
    }
  }

  #readText(bytes: Uint8Array, place: number): number {
    const found = bytes.indexOf(lt, place);
    if (found < 0) return bytes.length;
    this.#at = at.opened;
    return found + 1;
  }

  #take(byte: number): void {
    if (this.#at === at.passage) {
      if (this.#passage.take(byte)) this.#at = at.text;
    } else if (this.#at === at.opened) {
      this.#takeOpened(byte);
    } else if (this.#at === at.inTag) {
      this.#takeInTag(byte);
    } else {
      this.#takeBeforeValue(byte);
    }
  }

  #takeOpened(byte: number): void {
    this.#clear();
    if (byte === slash) {
      this.#at = at.closing;
    } else if (byte === bang || byte === question) {
      this.#at = at.passage;
      this.#passage = new XmlPassage();
      this.#passage.take(byte);
    } else {
      this.#at = at.name;
      this.#keep(byte);
    }
  }

  #takeInTag(byte: number): void {
    if (byte === gt) {
      this.#at = at.text;
      this.elements.endTag(this.#endsItself);
    } else if (byte === slash) {
      this.#endsItself = true;
    } else if (!isSpace(byte)) {
      this.#endsItself = false;
      this.#clear();
      this.#at = at.attribute;
      this.#keep(byte);
    }
  }

  #takeBeforeValue(byte: number): void {
    if (byte === quote || byte === apostrophe) {
      this.#quote = byte;
      this.#clear();
      this.#at = at.value;
    } else if (byte !== equals && !isSpace(byte)) {
      // A value without quotes is no XML.
      this.elements.break();
      this.#at = at.inTag;
      this.#takeInTag(byte);
    }
  }

  /** Reads a name up to the byte that ends it, which is then looked at as what comes after. */
  #readName(bytes: Uint8Array, place: number): number {
    // Most attributes are of records that nobody wants.
    const isKept = this.elements.isWanted || this.#at !== at.attribute;
    for (let next = place; next < bytes.length; next += 1) {
      const byte = bytes[next] ?? 0;
      if (isSpace(byte) || byte === gt || byte === slash || byte === equals) {
        this.#endName();
        return next;
      }
      if (isKept) this.#keep(byte);
    }
    return bytes.length;
  }

  #clear(): void {
    this.#length = 0;
    this.#isTooLong = false;
  }

  #keep(byte: number): void {
    if (this.#length < nameBytesMax) this.#scratch[this.#length++] = byte;
    else this.#isTooLong = true;
  }

  #text(): string {
    return String.fromCharCode(...this.#scratch.subarray(0, this.#length));
  }

  #endName(): void {
    if (this.#at === at.attribute) {
      this.#wanted = this.elements.isWanted
        ? wantedNames.find((name) => this.#spells(name))
        : undefined;
      this.#at = at.beforeValue;
      return;
    }
    const name = this.#nameOfElement();
    this.#endsItself = false;
    if (this.#at === at.closing) this.elements.close(name);
    else this.elements.begin(name);
    this.#at = at.inTag;
  }

  /** Empty for one that is too long. Nearly all are records: those are not made a text of each time. */
  #nameOfElement(): string {
    if (this.#spells('Record')) return 'Record';
    return this.#isTooLong ? '' : this.#text();
  }

  #spells(name: string): boolean {
    if (name.length !== this.#length || this.#isTooLong) return false;
    for (let place = 0; place < name.length; place += 1) {
      if (name.charCodeAt(place) !== this.#scratch[place]) return false;
    }
    return true;
  }

  #readValue(bytes: Uint8Array, place: number): number {
    const found = bytes.indexOf(this.#quote, place);
    const end = found < 0 ? bytes.length : found;
    if (this.#wanted !== undefined) {
      const kept = bytes.subarray(place, Math.min(end, place + valueBytesMax - this.#length));
      if (kept.length < end - place) this.#isTooLong = true;
      this.#scratch.set(kept, this.#length);
      this.#length += kept.length;
    }
    if (found < 0) return bytes.length;
    this.#endValue();
    return found + 1;
  }

  #endValue(): void {
    this.#at = at.inTag;
    if (this.#wanted === undefined) return;
    if (this.#isTooLong) this.elements.break();
    if (this.#wanted === 'type' && !this.#spells(stepType)) this.elements.passOver();
    else this.elements.keep(this.#wanted, this.#text());
  }
}
