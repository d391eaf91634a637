/** Long texts as one parameter of a statement. */
import { type RawBuilder, sql } from 'kysely';

/** Never in a text of JSON, where control characters are escaped (RFC 8259 §7). */
const separator = '\u001e';

/**
 * The texts of JSON as a function that gives a row for each, in order, in its column
 * `string_to_table`. As a value within JSON, every quote of them would be escaped here and unescaped
 * there, one character at a time.
 *
 * @throws Error when a text is none of JSON and cannot be told from two
 */
export function jsonTextsOf(texts: readonly string[]): RawBuilder<unknown> {
  if (texts.some((text) => text.includes(separator))) {
    throw new Error('A text with a control character is not one of JSON');
  }
  return sql`string_to_table(${texts.join(separator)}, chr(30))`;
}
