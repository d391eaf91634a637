import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { openDatabase } from './open.ts';
import { jsonTextsOf } from './texts.ts';

const database = await openDatabase({});
after(() => database.close());

test('gives the database every text of JSON as it is, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.json(), { minLength: 1, maxLength: 5 }),
      fc.string({ unit: 'grapheme' }),
      async (texts, quoted) => {
        const all = [...texts, JSON.stringify(`${quoted}\u001e\n"`)];
        const { rows } = await sql<{ text: string }>`
          select string_to_table as text from ${jsonTextsOf(all)}`.execute(database.db);
        assert.deepEqual(
          rows.map(({ text }) => text),
          all,
        );
      },
    ),
  );
});

test('throws at a text that would be taken for two', () => {
  assert.throws(() => jsonTextsOf(['{}', '"a\u001eb"']), /not one of JSON/);
});
