// What `npm run shots` is asked for: subjects by their names, and languages by `--locale`.
import { parseArgs } from 'node:util';

/** Which pictures to take. */
export interface Options {
  readonly isWanted: (subject: string) => boolean;
  readonly locales: readonly string[];
}

/**
 * Reads the command line; what it does not name is all there is.
 *
 * @param finished - the languages that there are
 */
export function readOptions(args: string[], finished: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { locale: { type: 'string', multiple: true, default: [...finished] } },
  });
  const unknown = values.locale.filter((locale) => !finished.includes(locale));
  if (unknown.length > 0) {
    throw new Error(`No words in ${unknown.join(', ')}; there are ${finished.join(', ')}.`);
  }
  return {
    isWanted: (subject) => positionals.length === 0 || positionals.includes(subject),
    locales: values.locale,
  };
}
