/**
 * Statements that begin with this mark are planned once per connection: planning the large ones
 * costs more than running them. Their text must be the same every time, with the data in parameters.
 */
import { sql } from 'kysely';

export const preparedMark = '/* prepared */';

/** The mark, to be put first in a statement. */
export const prepared = sql.raw(preparedMark);
