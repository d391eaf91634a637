// A ratchet holds what is not yet within a limit at today's number: growing fails, and shrinking
// asks to write the smaller number down, so that nothing slides back.
import { isObject, objectAt } from './json.ts';
import type { Repository } from './repository.ts';
import type { Finding } from './rule.ts';

const path = 'packages/tools/src/tidy/ratchet.json';

/** One measured thing and where it is. */
export interface Measured {
  /** What ratchet.json calls it: a path, or `path#function`. */
  readonly key: string;
  readonly path: string;
  readonly line?: number;
  readonly value: number;
  readonly max: number;
  /** Names the thing in a sentence: "function pay". */
  readonly noun: string;
  readonly unit: string;
  /** What to do about it. */
  readonly instead: string;
}

/** The exceptions written down under one name. */
export function recorded(repository: Repository, name: string): ReadonlyMap<string, number> {
  const text = repository.files.get(path)?.text;
  const all: unknown = text === undefined ? {} : JSON.parse(text);
  const entries = Object.entries(objectAt(isObject(all) ? all : {}, name));
  return new Map(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** Judges measured things against the limit, or against the exception that is written down. */
export function checkRatchet(
  repository: Repository,
  name: string,
  all: readonly Measured[],
): readonly Finding[] {
  const exceptions = recorded(repository, name);
  const seen = new Set(all.map(({ key }) => key));
  const gone = [...exceptions.keys()].filter((key) => !seen.has(key));
  return [
    ...all.flatMap((measured) => judge(name, measured, exceptions.get(measured.key))),
    ...gone.map((key) => ({
      path,
      what: `lists "${key}" under ${name}, which is no longer there.`,
      instead: 'Take the entry out.',
    })),
  ];
}

function judge(name: string, measured: Measured, exception: number | undefined): Finding[] {
  const { key, value, max, noun, unit, instead, ...place } = measured;
  const here = { path: place.path, ...(place.line === undefined ? {} : { line: place.line }) };
  if (exception === undefined) {
    if (value <= max) return [];
    return [{ ...here, what: `${noun} has ${value} ${unit}; the limit is ${max}.`, instead }];
  }
  if (value > exception) {
    return [
      {
        ...here,
        what: `${noun} grew from ${exception} to ${value} ${unit}; the limit is ${max}.`,
        instead,
      },
    ];
  }
  if (value <= max) {
    return [
      {
        path,
        what: `still excepts "${key}" under ${name}, which is within the limit now.`,
        instead: 'Take the entry out.',
      },
    ];
  }
  if (value < exception) {
    return [
      {
        path,
        what: `says ${exception} for "${key}" under ${name}; it shrank.`,
        instead: `Write ${value}.`,
      },
    ];
  }
  return [];
}
