/** Reads fields of what a shop sent, which may be anything; what is missing or wrong is said with its place. */
import type { Id } from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import { parseAmount } from '@kindcart/contract/money';
import { UnreadableEvent } from './port.ts';

/** An object, and where it stands in the body. */
export interface Fields {
  readonly where: string;
  readonly of: Readonly<Record<string, unknown>>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown, where: string): Fields {
  if (!isRecord(value)) throw new UnreadableEvent(`${where || 'The body'} is not an object`);
  return { where, of: value };
}

/** Where a field stands, such as `line_items[3].total`. */
const placeOf = ({ where }: Fields, name: string) => (where === '' ? name : `${where}.${name}`);

export function fail(fields: Fields, name: string, message: string): never {
  throw new UnreadableEvent(`${placeOf(fields, name)} ${message}`);
}

export function fieldsAt(fields: Fields, name: string): Fields {
  return fieldsOf(fields.of[name], placeOf(fields, name));
}

/** Objects of a list; none where the list is left out. */
export function listAt(fields: Fields, name: string): Fields[] {
  const list = fields.of[name] ?? [];
  if (!Array.isArray(list)) return fail(fields, name, 'is not a list');
  const place = placeOf(fields, name);
  return list.map((value: unknown, at) => fieldsOf(value, `${place}[${at}]`));
}

export function textAt(fields: Fields, name: string): string {
  const value = fields.of[name];
  if (typeof value === 'string' && value !== '') return value;
  return fail(fields, name, value === undefined ? 'is missing' : 'is not a text');
}

/** An id as text, however the shop wrote it: large whole numbers come as text already. */
export function idAt(fields: Fields, name: string): string {
  const value = fields.of[name];
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && /^\d{1,40}$/.test(value)) return value;
  return fail(fields, name, value === undefined ? 'is missing' : 'is not an id');
}

export function wholeAt(fields: Fields, name: string): number {
  const value = fields.of[name];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return fail(fields, name, value === undefined ? 'is missing' : 'is not a whole number');
}

/** Money that is written as a decimal of major units, such as `"12.50"`, in minor units. */
export function decimalAt(fields: Fields, name: string, currency: string): number {
  const result = parseAmount(textAt(fields, name), currency);
  if (result.ok) return result.value.amount;
  const said = JSON.stringify(fields.of[name]).slice(0, 80);
  if (result.reason !== 'too_many_decimals') return fail(fields, name, `is ${said}, no amount`);
  return fail(fields, name, `is ${said}, more decimals than ${currency} has`);
}

/** The project that the shopper chose; null when the text names none. */
export function choiceOf(text: unknown): Id<'project'> | null {
  return typeof text === 'string' && isId('project', text) ? text : null;
}

/** Names in a list with commas. */
export function namesOf(text: unknown): string[] {
  const names = typeof text === 'string' ? text.split(',').map((name) => name.trim()) : [];
  return [...new Set(names.filter((name) => name !== ''))];
}
