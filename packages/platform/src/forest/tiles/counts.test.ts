// Trees come, change and go; the counts are always those of a recount, whoever counts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { TreeState } from '@kindcart/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { allChecks } from '../../cli/audit.ts';
import { audit } from '../../ledger/audit.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { seedLand } from '../testing.ts';
import { tileChecks } from './audit.ts';
import { countedLevels, countRound } from './counts.ts';
import { cellOf, cellOfKey, curveOrder } from './curve.ts';
import { seedTrees } from './testing/trees.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await Promise.all([database.close(), another.close()]);
  await postgres.remove();
});

const { book } = house.a;
const projectId = (await house.stage.project()).id;

/** Land of its own for each test, with so many trees. */
async function forestOf(trees: readonly [TreeState, string | null][], from: number) {
  const land = { speciesId: testId('species'), plotId: testId('plot'), projectId };
  await seedLand(db, book, { ...land, places: trees.length });
  const told = trees.map(([state, plantedOn]) => ({ state, plantedOn }));
  await seedTrees(db, book, { ...land, from, trees: told });
  return land;
}

/** Counts until nothing is left to count. */
async function countAll(atOnceMax?: number): Promise<number> {
  let counted = 0;
  for (
    let more = await countRound(db, atOnceMax);
    more > 0;
    more = await countRound(db, atOnceMax)
  ) {
    counted += more;
  }
  return counted;
}

/** The counts of a kind, by level: trees by year. */
async function countsOf(speciesId: string) {
  const { rows } = await sql<{ level: number; year: number; trees: number }>`
    select level, year, sum(trees)::integer as trees from tree_count
    where species_id = ${speciesId} group by level, year order by level, year`.execute(db);
  return rows;
}

async function change(number: number, state: TreeState, plantedOn: string | null): Promise<void> {
  await db
    .updateTable('tree')
    .set({ state, planted_on: plantedOn, unfolded: true })
    .where('number', '=', number)
    .execute();
}

const cleanly = async () => assert.deepEqual(await audit(db, allChecks), []);

/** A tree that stays as it is. */
const number = 20_000;
await forestOf([['planted', '2026-04-01']], number);
await countAll();

test('counts every tree that stands at every level, by the year of its planting', async () => {
  const { speciesId } = await forestOf(
    [
      ['planned', null],
      ['planted', '2025-04-01'],
      ['established', '2025-11-30'],
      ['grown', '2019-01-01'],
      ['lost', '2025-04-01'],
      ['replaced', '2024-04-01'],
    ],
    1,
  );
  assert.equal(await countAll(), 6);
  assert.deepEqual(
    await countsOf(speciesId),
    countedLevels.flatMap((level) => [
      { level, year: 0, trees: 1 },
      { level, year: 2019, trees: 1 },
      { level, year: 2025, trees: 2 },
    ]),
  );
  await cleanly();
});

test('moves a tree from year to year, and takes out one that is lost', async () => {
  const { speciesId } = await forestOf([['planned', null]], 101);
  await countAll();
  for (const [state, plantedOn, years] of [
    ['planted', '2026-03-01', [2026]],
    ['planted', '2025-03-01', [2025]],
    ['established', '2025-03-01', [2025]],
    ['lost', '2025-03-01', []],
  ] as const) {
    await change(101, state, plantedOn);
    assert.equal(await countAll(), 1);
    const counts = await countsOf(speciesId);
    assert.deepEqual([...new Set(counts.map(({ year }) => year))], years);
    await cleanly();
  }
});

test('knows the middle of the trees of a cell', async () => {
  const { speciesId } = await forestOf(Array(9).fill(['planted', '2026-04-01']), 201);
  await countAll();
  const trees = await db
    .selectFrom('tree')
    .select('curve_key')
    .where('species_id', '=', speciesId)
    .execute();
  const cells = trees.map(({ curve_key }) => cellOfKey(curveOrder, curve_key));
  const { rows } = await sql<{ across: number; down: number }>`
    select across, down from tree_count where species_id = ${speciesId} and level = 4`.execute(db);
  assert.deepEqual(rows, [
    {
      across: cells.reduce((sum, { x }) => sum + x, 0),
      down: cells.reduce((sum, { y }) => sum + y, 0),
    },
  ]);
  const [longitude, latitude] = [103.09, 38.78];
  const level = cellOf([longitude, latitude], 4);
  assert.deepEqual(cellOfKey(4, Math.floor((trees[0]?.curve_key ?? 0) / 4 ** 22)), level);
});

test('raises the version of a forest whenever it counts, and only then', async () => {
  const version = async () => {
    const row = await db
      .selectFrom('forest_version')
      .select('version')
      .where('organization_id', '=', book.organizationId)
      .executeTakeFirst();
    return row?.version ?? 0;
  };
  await forestOf([['planned', null]], 301);
  const before = await version();
  await countAll();
  assert.equal(await version(), before + 1);
  await countAll();
  assert.equal(await version(), before + 1);
});

test('counts the same, in whatever batches and whatever happens between them', async () => {
  const state = fc.constantFrom<TreeState>('planned', 'planted', 'established', 'grown', 'lost');
  const day = fc.constantFrom('2024-03-01', '2025-03-01', '2026-03-01');
  const told = fc
    .record({ state, day })
    .map((tree): [TreeState, string | null] => [
      tree.state,
      tree.state === 'planned' ? null : tree.day,
    ]);
  const changes = fc.array(fc.tuple(fc.nat(11), told), { maxLength: 20 });
  let from = 1_000;
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { minLength: 12, maxLength: 12 }),
      changes,
      fc.integer({ min: 1, max: 7 }),
      async (trees, later, batch) => {
        from += 100;
        await forestOf(trees, from);
        for (const [at, [newState, plantedOn]] of later) {
          await countRound(db, batch);
          await change(from + at, newState, plantedOn);
        }
        await countAll(batch);
        assert.deepEqual(await audit(db, tileChecks), []);
      },
    ),
    { numRuns: 12 },
  );
});

test('counts every tree once while two processes count', async () => {
  const { speciesId } = await forestOf(Array(600).fill(['planted', '2026-04-01']), 10_000);
  const rounds = [db, another.db].map(async (each) => {
    let counted = 0;
    for (let idle = 0; idle < 3; ) {
      const did = await countRound(each, 50);
      counted += did;
      idle = did === 0 ? idle + 1 : 0;
    }
    return counted;
  });
  const counted = (await Promise.all(rounds)).reduce((sum, each) => sum + each, 0);
  assert.equal(counted + (await countAll()), 600);
  const counts = await countsOf(speciesId);
  assert.deepEqual(
    counts.map(({ trees }) => trees),
    countedLevels.map(() => 600),
  );
  await cleanly();
});

for (const [what, damage, message] of [
  [
    'a count that is too high',
    'update tree_count set trees = trees + 1 where level = 6',
    /counts \d+ trees; there are \d+/,
  ],
  ['a count that is gone', 'delete from tree_count where level = 12', /counts 0 trees; there are/],
  [
    'a middle that was moved',
    'update tree_count set down = down + 1 where level = 8',
    /differ from level to level/,
  ],
  [
    'a tree counted under another year',
    `update tree set planted_on = '2020-01-01' where number = ${number}`,
    /is planted, planted on 2020-01-01, and counted under 2026/,
  ],
] as const) {
  test(`the auditor names ${what}`, async () => {
    const findings = await whileDamaged(database, [damage], (damaged) =>
      audit(damaged, tileChecks),
    );
    assert(
      findings.some((finding) => message.test(finding.message)),
      JSON.stringify(findings),
    );
  });
}
