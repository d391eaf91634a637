// Every way in which a data folder can be wrong: what is said of it, and that not a byte of it changes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { DataFolderError, openDataFolder } from './data-folder.ts';
import { checkFolder, checkpointSegment } from './folder-check.ts';
import { lockName } from './folder-lock.ts';
import { openDatabase } from './open.ts';

const root = mkdtempSync(join(tmpdir(), 'kindcart-folder-'));
after(() => rmSync(root, { recursive: true }));

let made = 0;
function newPath(): string {
  made += 1;
  return join(root, `folder-${made}`);
}

/** A folder with one table of three rows, closed as it should be. */
const good = newPath();
const first = await openDatabase({ dataDir: good });
await sql`create table thing (name text primary key)`.execute(first.db);
await sql`insert into thing values ('a'), ('b'), ('c')`.execute(first.db);
const pathOf = await sql<{ path: string }>`select pg_relation_filepath('thing') as path`.execute(
  first.db,
);
const thingFile = pathOf.rows[0]?.path ?? '';
await first.close();
// The two databases that new ones are made from: nothing opens them, and copies are quicker without.
for (const template of ['base/1', 'base/4']) rmSync(join(good, template), { recursive: true });
const segment = (await checkpointSegment(good)) ?? '';

function copyOfGood(): string {
  const copy = newPath();
  cpSync(good, copy, { recursive: true });
  return copy;
}

/** Every file with its hash, so that any change shows. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      const hash = file.isFile()
        ? createHash('sha256').update(readFileSync(path)).digest('hex')
        : '';
      return [path, hash];
    }),
  );
}

/** Writes nonsense over a part of a file. */
function spoil(path: string, start: number, bytes: number): void {
  const file = openSync(path, 'r+');
  writeSync(
    file,
    Buffer.from(Array.from({ length: bytes }, (_, place) => (place * 37 + 11) & 255)),
    0,
    bytes,
    start,
  );
}

async function refusalOf(folder: string): Promise<DataFolderError> {
  try {
    const database = await openDatabase({ dataDir: folder });
    await database.close();
  } catch (error) {
    assert.ok(error instanceof DataFolderError, String(error));
    return error;
  }
  throw new Error('The folder was opened');
}

async function namesIn(folder: string): Promise<string[]> {
  const database = await openDatabase({ dataDir: folder });
  try {
    const { rows } = await sql<{ name: string }>`select name from thing order by name`.execute(
      database.db,
    );
    return rows.map((row) => row.name);
  } finally {
    await database.close();
  }
}

test('opens what it closed, with all that was in it, and leaves no lock', async () => {
  const folder = copyOfGood();
  assert.deepEqual(await namesIn(folder), ['a', 'b', 'c']);
  assert.ok(!existsSync(join(folder, lockName)));
});

test('finds a folder sound that PGlite itself closed', async () => {
  assert.deepEqual(await checkFolder(good), { kind: 'sound' });
});

type Damage = readonly [what: string, damage: (folder: string) => void, says: RegExp];

const damages: readonly Damage[] = [
  ['no PG_VERSION', (at) => rmSync(join(at, 'PG_VERSION')), /PG_VERSION is missing/],
  ['nonsense in PG_VERSION', (at) => writeFileSync(join(at, 'PG_VERSION'), 'x'), /not a number/],
  [
    'another version',
    (at) => writeFileSync(join(at, 'PG_VERSION'), '17\n'),
    /version 17 .* reads version 18/,
  ],
  [
    'no control file',
    (at) => rmSync(join(at, 'global/pg_control')),
    /global\/pg_control is missing/,
  ],
  [
    'a control file cut short',
    (at) => truncateSync(join(at, 'global/pg_control'), 100),
    /100 bytes instead of 8192/,
  ],
  [
    'an empty control file',
    (at) => truncateSync(join(at, 'global/pg_control')),
    /0 bytes instead of 8192/,
  ],
  [
    'a byte changed in the control file',
    (at) => spoil(join(at, 'global/pg_control'), 60, 1),
    /checksum of global\/pg_control/,
  ],
  ['no base', (at) => rmSync(join(at, 'base'), { recursive: true }), /base is missing/],
  ['no log', (at) => rmSync(join(at, 'pg_wal'), { recursive: true }), /pg_wal is missing/],
  [
    'no commit states',
    (at) => rmSync(join(at, 'pg_xact'), { recursive: true }),
    /pg_xact is missing/,
  ],
  ["no file of the log's end", (at) => rmSync(join(at, segment)), /pg_wal\/\w+ is missing/],
  [
    "the log's end cut short",
    (at) => truncateSync(join(at, segment), 8192),
    /8192 bytes instead of/,
  ],
  [
    'nonsense all over the log',
    (at) => spoil(join(at, segment), 0, 16 * 1024 * 1024),
    /checkpoint .* cannot be read/,
  ],
  [
    'no map of system tables',
    (at) => rmSync(join(at, 'global/pg_filenode.map')),
    /pg_filenode.map is missing/,
  ],
  [
    'nonsense in a map',
    (at) => spoil(join(at, 'base/5/pg_filenode.map'), 8, 40),
    /checksum of base\/5\/pg_filenode.map/,
  ],
  ['no list of tables', (at) => rmSync(join(at, 'base/5/1259')), /base\/5\/1259 is missing/],
  [
    'a database without its version',
    (at) => rmSync(join(at, 'base/5/PG_VERSION')),
    /base\/5\/PG_VERSION is missing/,
  ],
  [
    'nonsense in the list of tables',
    (at) => spoil(join(at, 'base/5/1259'), 0, 8192),
    /base\/5\/1259 is not as written/,
  ],
  [
    'nonsense in the middle of a table',
    (at) => spoil(join(at, thingFile), 4_000, 100),
    /base\/5\/\d+ is not as written/,
  ],
  [
    'a table cut short',
    (at) => truncateSync(join(at, thingFile), 5_000),
    /base\/5\/\d+ is not as written/,
  ],
  [
    'settings that are none',
    (at) => writeFileSync(join(at, 'postgresql.conf'), '= = ='),
    /cannot be opened/,
  ],
];

for (const [what, damage, says] of damages) {
  test(`says what is wrong with a folder with ${what}, and changes nothing in it`, async () => {
    const folder = copyOfGood();
    damage(folder);
    const before = contents(folder);
    const refusal = await refusalOf(folder);
    assert.deepEqual(contents(folder), before);
    assert.equal(refusal.reason, 'corrupt');
    assert.match(refusal.message, says);
    assert.ok(refusal.message.includes(`The data folder ${folder} cannot be opened`));
    assert.match(
      refusal.message,
      /Nothing in it was changed\. Restore it from a backup, or name another/,
    );
  });
}

test('opens a folder in which only a file that nothing refers to is not whole', async () => {
  const folder = copyOfGood();
  writeFileSync(join(folder, 'base/5/99999'), Buffer.alloc(8192, 7));
  assert.deepEqual(await checkFolder(folder), { kind: 'damaged', files: ['base/5/99999'] });
  assert.deepEqual(await namesIn(folder), ['a', 'b', 'c']);
});

test('puts back what PostgreSQL wrote before it gave up', async () => {
  const folder = copyOfGood();
  const before = contents(folder);
  const early = ['global/pg_control', segment, 'postmaster.pid'];
  const opening = openDataFolder(folder, {
    open: async (at) => {
      for (const name of early) writeFileSync(join(at, name), 'changed');
      rmSync(join(at, 'global/pg_internal.init'));
      throw new Error('it gave up');
    },
    tryOut: async () => [],
  });
  await assert.rejects(opening, /cannot be opened: it gave up\. Nothing in it was changed/);
  assert.deepEqual(contents(folder), before);
});

test('refuses a folder with other files, and touches none', async () => {
  const folder = newPath();
  mkdirSync(join(folder, 'photos'), { recursive: true });
  writeFileSync(join(folder, 'letter.txt'), 'Dear donor');
  const before = contents(folder);
  const refusal = await refusalOf(folder);
  assert.equal(refusal.reason, 'not_ours');
  assert.match(
    refusal.message,
    /holds other files \(letter\.txt, photos\).*Nothing in it was changed/,
  );
  assert.deepEqual(contents(folder), before);
});

test('refuses a path that is a file, in words', async () => {
  const path = newPath();
  writeFileSync(path, 'a file');
  const refusal = await refusalOf(path);
  assert.equal(refusal.reason, 'not_writable');
  assert.match(refusal.message, /cannot be used: .*EEXIST/);
  assert.equal(readFileSync(path, 'utf8'), 'a file');
});

test('refuses a folder that another process uses, and names that process', async () => {
  const folder = copyOfGood();
  // Any process that lives will do; this one waits for its input to end.
  const other = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  writeFileSync(join(folder, lockName), `${other.pid} 0`);
  const before = contents(folder);
  const refusal = await refusalOf(folder);
  assert.equal(refusal.reason, 'in_use');
  assert.match(
    refusal.message,
    new RegExp(`in use by process ${other.pid}\\. Stop that one first`),
  );
  assert.deepEqual(contents(folder), before);
  other.stdin.end();
  await once(other, 'exit');
  assert.deepEqual(await namesIn(folder), ['a', 'b', 'c']);
});

test('refuses to open a folder twice in one process', async () => {
  const folder = copyOfGood();
  const one = await openDatabase({ dataDir: folder });
  assert.equal((await refusalOf(folder)).reason, 'in_use');
  await one.close();
  assert.deepEqual(await namesIn(folder), ['a', 'b', 'c']);
});

test('takes over the lock of a process with its own id, as in a container that started again', async () => {
  const folder = copyOfGood();
  writeFileSync(join(folder, lockName), `${process.pid} from before`);
  assert.deepEqual(await namesIn(folder), ['a', 'b', 'c']);
});

test('gives the lock back when the folder cannot be opened', async () => {
  const folder = copyOfGood();
  rmSync(join(folder, 'PG_VERSION'));
  await refusalOf(folder);
  assert.ok(!existsSync(join(folder, lockName)));
});

test('makes a database anew whose making was cut off', async () => {
  const folder = newPath();
  mkdirSync(join(folder, 'base'), { recursive: true });
  writeFileSync(join(folder, 'kindcart.making'), '');
  writeFileSync(join(folder, 'PG_VERSION'), '18\n');
  const database = await openDatabase({ dataDir: folder });
  await sql`create table thing (name text)`.execute(database.db);
  await database.close();
  assert.ok(!existsSync(join(folder, 'kindcart.making')));
  assert.deepEqual(await namesIn(folder), []);
});

/** Changes the table in a process of its own, which is killed before it can close anything. */
async function changeAndDie(folder: string): Promise<void> {
  const program = `
    const { openDatabase } = await import(process.argv[1]);
    const { sql } = await import('kysely');
    const { db } = await openDatabase({ dataDir: process.argv[2] });
    await sql\`insert into thing select 'n' || n from generate_series(1, 1000) as n\`.execute(db);
    process.kill(process.pid, 'SIGKILL');`;
  const args = ['--conditions=@kindcart/source', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, [...args, join(import.meta.dirname, 'open.ts'), folder], {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: import.meta.dirname,
  });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL');
}

test('recovers what was committed when its process was killed, a torn page included', async () => {
  const folder = copyOfGood();
  await changeAndDie(folder);
  assert.ok(existsSync(join(folder, lockName)));
  spoil(join(folder, thingFile), 4_096, 4_096);
  assert.deepEqual(await checkFolder(folder), { kind: 'damaged', files: [thingFile] });
  assert.equal((await namesIn(folder)).length, 1_003);
  assert.deepEqual(await checkFolder(folder), { kind: 'sound' });
});
