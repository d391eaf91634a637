/** Reads what a shop told, field by field: each failure says where it is. */
import { parseAmount, pledgeMax } from '@kindcart/contract';
import { UnreadableEvent } from './port.ts';

/** A value of a body, and the way to it. */
export class Told {
  readonly value: unknown;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    this.value = value;
    this.#path = path;
  }

  /** Whether nothing is there. */
  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** A field of it; absent where it is no object or has none of the name. */
  at(name: string): Told {
    const { value } = this;
    const path = this.#path === '' ? name : `${this.#path}.${name}`;
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return new Told(isThere ? Reflect.get(value, name) : undefined, path);
  }

  /** The parts of a list; none where it is absent. */
  get list(): readonly Told[] {
    if (this.isAbsent) return [];
    if (!Array.isArray(this.value)) return this.refuse('is no list');
    return this.value.map((item: unknown, place) => new Told(item, `${this.#path}[${place}]`));
  }

  get text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse('is no text');
  }

  get textOrNull(): string | null {
    return this.isAbsent ? null : this.text;
  }

  /** An id to the letter, whether it stands as a number or as text. */
  get id(): string {
    const { value } = this;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    return typeof value === 'string' && value !== '' ? value : this.refuse('is no id');
  }

  get idOrNull(): string | null {
    return this.isAbsent ? null : this.id;
  }

  /** Pieces of something. */
  get count(): number {
    const { value } = this;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    return this.refuse('is no whole number of 0 or more');
  }

  /** A time in UTC, with milliseconds. */
  get time(): string {
    const timeMs = /^\d{4}-\d\d-\d\dT/.test(this.text) ? Date.parse(this.text) : Number.NaN;
    return Number.isNaN(timeMs) ? this.refuse('is no time') : new Date(timeMs).toISOString();
  }

  get timeOrNull(): string | null {
    return this.isAbsent ? null : this.time;
  }

  /** A decimal in major units, as minor units. */
  amount(currency: string): number {
    const read = parseAmount(this.text, currency);
    if (!read.ok) return this.refuse(`is no amount in ${currency}`);
    const { amount } = read.value;
    return Math.abs(amount) <= pledgeMax ? amount : this.refuse('is more than any order has');
  }

  /** @throws UnreadableEvent that says where; what stands there is the shopper's, perhaps, and not said */
  refuse(what: string): never {
    const name = this.#path === '' ? 'The body' : this.#path;
    throw new UnreadableEvent(`${name} ${this.isAbsent ? 'is missing' : what}.`);
  }
}
