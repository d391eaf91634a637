// The command line as people type it: what it says, what it makes, and how it ends.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { openDatabase } from '../database/open.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { waitUntil } from '../testing/wait.ts';
import { run } from './main.ts';
import { commandLine, kindcart, never, rowsOf } from './testing/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-cli-'));
const { postgres, newDatabase, remove } = await commandLine();
after(async () => {
  await remove();
  rmSync(folder, { recursive: true });
});

interface Running {
  readonly lines: string[];
  readonly url: string;
  /** Stops it as Ctrl-C does, and resolves to the exit code. */
  readonly stop: () => Promise<number>;
}

/** Starts the platform, and waits until it says where. */
async function start(...args: string[]): Promise<Running> {
  const terminal = keptTerminal();
  const stopped = Promise.withResolvers<void>();
  const ending = run(['start', '--log', 'silent', ...args], terminal, () => stopped.promise);
  const said = () => /answers at (\S+) /.exec(terminal.lines.join('\n'))?.[1];
  const url = await Promise.race([waitUntil('the address', said), ending.then(() => '')]);
  const stop = () => {
    stopped.resolve();
    return ending;
  };
  return { lines: terminal.lines, url, stop };
}

test('says what it can do when it is asked, and when nothing is asked', async () => {
  for (const [args, code] of [
    [['--help'], 0],
    [['help'], 0],
    [['-h', 'audit'], 0],
    [[], 1],
  ] as const) {
    const said = await kindcart(...args);
    assert.equal(said.code, code);
    assert.match(said.lines.join('\n'), /kindcart start.*\n.*kindcart migrate/s);
  }
});

const misspelled = [
  ['frobnicate'],
  ['seed'],
  ['keys'],
  ['keys', 'lost'],
  ['audit', 'all'],
  ['start', 'now'],
  ['merchants', 'connect', 'shopify', 'mer_1', 'mer_2'],
  ['events', 'lost'],
  ['species', 'sell'],
  ['plots', 'close', 'plt_1', 'plt_2'],
  ['challenges', 'close', 'chl_1', 'chl_2'],
  ['teams', 'rename', 'tem_1', 'Early', 'birds'],
  ['deeds', 'accept', 'ded_1', 'ded_2'],
  ['participants', 'list', 'par_1'],
];

for (const args of misspelled) {
  test(`refuses "${args.join(' ')}" before anything is opened`, async () => {
    const data = join(folder, 'never');
    await assert.rejects(kindcart(...args, '--data', data), /There is no command|is not a number/);
    assert.ok(!existsSync(data));
  });
}

test('refuses flags that it does not know, and settings that cannot be used', async () => {
  await assert.rejects(
    kindcart('audit', '--live'),
    /--live is a flag of "keys create", not of "audit"\./,
  );
  await assert.rejects(
    kindcart('keys', 'list', '--demo'),
    /--demo is a flag of "start", not of "keys list"\./,
  );
  await assert.rejects(kindcart('migrate', '--frob'), /Unknown option '--frob'/);
  await assert.rejects(kindcart('start', '--port', 'http'), /--port is "http", not a whole number/);
  await assert.rejects(kindcart('start', '--serve', 'dist'), /--serve takes \/path=folder/);
});

test('makes tables once, and says that they are there', async () => {
  const url = await newDatabase();
  const first = await kindcart('migrate', '--database', url);
  const files = readdirSync(new URL('../database/migrations/', import.meta.url));
  const made = files.sort().map((file) => `Made tables: ${file.replace('.ts', '')}`);
  assert.deepEqual(first, { code: 0, lines: [...made, 'The tables are up to date.'] });
  const second = await kindcart('migrate', '--database', url);
  assert.deepEqual(second, { code: 0, lines: ['The tables are up to date.'] });
});

test('makes tables once when two processes begin together', async () => {
  const url = await newDatabase();
  const both = await Promise.all([1, 2, 3].map(() => kindcart('migrate', '--database', url)));
  const made = both.flatMap(({ lines }) => lines.filter((line) => line.startsWith('Made')));
  assert.equal(made.length, new Set(made).size);
  assert.ok(made.length > 0);
});

test('makes demo data once, the second time says the same key and changes nothing', async () => {
  const url = await newDatabase();
  const keyIn = (lines: string[]) => /Publishable key: (pk_test_\w+)/.exec(lines.join('\n'))?.[1];
  const first = await kindcart('seed', 'demo', '--database', url);
  assert.match(first.lines.join('\n'), /project 3 of 3/);
  assert.match(first.lines.join('\n'), /Secret key, shown this once: sk_test_\w+/);
  const rows = await rowsOf(url);
  assert.deepEqual(rows.slice(0, 4), [1, 2, 4, 813]);
  const second = await kindcart('seed', 'demo', '--database', url);
  assert.equal(keyIn(second.lines), keyIn(first.lines));
  assert.equal(second.lines.length, 1);
  assert.deepEqual(await rowsOf(url), rows);
  const { code, lines } = await kindcart('audit', '--database', url);
  assert.equal(code, 0);
  assert.equal(lines.at(-1), 'The books are clean.');
});

test('makes demo data once when two processes begin together', async () => {
  const url = await newDatabase();
  await kindcart('migrate', '--database', url);
  const both = await Promise.all([1, 2].map(() => kindcart('seed', 'demo', '--database', url)));
  assert.deepEqual(
    both.map(({ code }) => code),
    [0, 0],
  );
  assert.deepEqual((await rowsOf(url)).slice(0, 4), [1, 2, 4, 813]);
});

test('makes all demo data or none when it is stopped half-way', async () => {
  const url = await newDatabase();
  const terminal = keptTerminal();
  const stopping = {
    line: terminal.line,
    progress() {
      throw new Error('stopped');
    },
  };
  await assert.rejects(run(['seed', 'demo', '--database', url], stopping, never), /stopped/);
  assert.deepEqual(await rowsOf(url), [0, 0, 0, 0, 0]);
  assert.equal((await kindcart('seed', 'demo', '--database', url)).code, 0);
});

test('makes land of a file, from the species to its places', async () => {
  const url = await newDatabase();
  await kindcart('seed', 'demo', '--database', url);
  const database = await openDatabase({ url });
  const { id: project } = await database.db
    .selectFrom('project')
    .select('id')
    .where('currency', '=', 'CNY')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  await database.close();
  const typed = (text: string) => kindcart(...text.split(' '), '--database', url);
  const added = await typed(
    'species add --catalogue populus-euphratica --price 88.00 --currency CNY --points 90000',
  );
  const [species] = /spc_\w{26}/.exec(added.lines.join()) ?? assert.fail();
  const file = join(folder, 'plots.geojson');
  const ring = [
    [101.0503, 42.0103],
    [101.0523, 42.0103],
    [101.0523, 42.0117],
    [101.0503, 42.0117],
    [101.0503, 42.0103],
  ];
  const geometry = { type: 'Polygon', coordinates: [ring] };
  const feature = { type: 'Feature', properties: { label: 'Ejina' }, geometry };
  writeFileSync(file, JSON.stringify(feature));
  const land = `--project ${project} --species ${species} --country CN --spacing 3 --rows 5`;
  const imported = await typed(`plots import ${file} ${land} --bearing 20 --name-property label`);
  const [, plot, places] =
    /(plt_\w{26}) {2}(\d+) places on 2\.57 ha {2}Ejina/.exec(imported.lines.join()) ??
    assert.fail(imported.lines.join());
  await typed(
    `plots image ${plot} --kind drone --url https://a.example/1.webp --taken 2026-05-01 --credit Us`,
  );
  await typed(`plots close ${plot}`);
  assert.match(
    (await typed('plots list')).lines.join(),
    new RegExp(`closed {2}CN {2}${places} of ${places} places free`),
  );
  await typed(`plots open ${plot}`);
  await typed(`species price ${species} --price 99`);
  await typed(`species retire ${species}`);
  assert.match(
    (await typed('species list')).lines.join(),
    /retired {2}CN¥99\.00 {2}Euphrates poplar/,
  );
  assert.equal((await typed(`species offer ${species}`)).code, 0);
  await assert.rejects(typed('plots list --bearing 20'), {
    message: '--bearing is a flag of "plots import", not of "plots list".',
  });
  await assert.rejects(typed(`plots import ${file} ${land}`), /This land overlaps a plot/);
});

const looking = [
  'audit',
  'gifts hide don_1',
  'sandbox advance --months 1',
  'keys list',
  'keys revoke key_1',
  'stripe account',
  'export a.csv',
  'webhooks list',
  'merchants connect shopify mer_1',
  'merchants sources',
  'events replay --dead',
  'species list',
  'plots import land.kml',
  'challenges list',
  'teams list chl_1',
  'deeds list',
  'participants export par_1',
];
for (const args of looking.map((text) => text.split(' '))) {
  test(`does not make a database to ${args.join(' ')} in it`, async () => {
    const data = join(folder, 'mistyped');
    await assert.rejects(kindcart(...args, '--data', data), /There is no data in .*mistyped/);
    assert.ok(!existsSync(data));
  });
}

test('sets which account of Stripe’s is paid for a charity, and lists them', async () => {
  const url = await newDatabase();
  const at = ['--database', url];
  await kindcart('keys', 'create', '--kind', 'secret', '--organization', 'Trees', ...at);
  const account = (...args: string[]) => kindcart('stripe', 'account', ...args, ...at);
  assert.match((await account()).lines.at(-1) ?? '', /^No connected accounts/);
  assert.match(
    (await account('acct_1234567890')).lines.at(-1) ?? '',
    /^New test gifts to org_\w+ are paid to acct_1234567890\.$/,
  );
  await account('acct_0987654321', '--live', '--organization', 'Trees');
  await account('acct_1111111111', '--live', '--organization', 'Trees');
  const { lines } = await account();
  assert.deepEqual(
    lines.slice(-2).map((line) => line.split('  ').slice(1)),
    [
      ['test', 'acct_1234567890'],
      ['live', 'acct_1111111111'],
    ],
  );
  await assert.rejects(account('pk_test_1'), /not a connected account of Stripe's/);
  await assert.rejects(account('acct_1234567890', '--organization', 'Nobody'), /no organization/);
});

test('exports every gift, each value in its own cell whatever a donor typed', async () => {
  const url = await newDatabase();
  await kindcart('seed', 'demo', '--database', url);
  const database = await openDatabase({ url });
  const { id } = await database.db
    .selectFrom('donation')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const hostile = { donor_name: '=cmd|"/C calc"!A0', message: 'one,\ntwo "three"' };
  await database.db.updateTable('donation').set(hostile).where('id', '=', id).execute();
  const file = (name: string) => join(folder, name);
  const { lines } = await kindcart('export', file('gifts.csv'), '--database', url);
  assert.match(lines.at(-1) ?? '', /^Wrote 813 test gifts to /);
  const csv = readFileSync(file('gifts.csv'), 'utf8');
  assert.ok(
    csv.startsWith('\uFEFFid,created_at,updated_at,state,project_id,project_title,currency'),
  );
  assert.ok(csv.includes(`,"'=cmd|""/C calc""!A0",`));
  assert.ok(csv.includes(',"one,\ntwo ""three""",'));
  await kindcart('export', file('gifts.json'), '--database', url);
  const gifts: { id: string; donor_name: string; gift: string; currency: string }[] = JSON.parse(
    readFileSync(file('gifts.json'), 'utf8'),
  );
  assert.equal(gifts.length, 813);
  assert.deepEqual([gifts[0]?.id, gifts[0]?.donor_name], [id, hostile.donor_name]);
  assert.match(`${gifts[0]?.gift} ${gifts[0]?.currency}`, /^\d+\.\d\d CNY$/);
  await assert.rejects(
    kindcart('export', file('gifts.csv'), '--database', url),
    /gifts\.csv is there already/,
  );
  await assert.rejects(
    kindcart('export', file('no-such-folder/gifts.csv'), '--database', url),
    /gifts\.csv cannot be written: ENOENT/,
  );
  await assert.rejects(kindcart('export', file('gifts.txt'), '--database', url), /into which file/);
  await assert.rejects(kindcart('export', '--database', url), /into which file/);
  await database.close();
});

test('erases the person of a gift and leaves the gift in the books', async () => {
  const url = await newDatabase();
  await kindcart('seed', 'demo', '--database', url);
  const database = await openDatabase({ url });
  const { db } = database;
  const before = await db
    .selectFrom('donation')
    .selectAll()
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const person = { donor_name: '林晓', message: 'For the new taps.', anonymous: false };
  await db.updateTable('donation').set(person).where('id', '=', before.id).execute();
  const { organization_id, livemode } = before;
  const told = { email: 'Lin@Example.org', email_key: 'lin@example.org' };
  await db
    .insertInto('donation_detail')
    .values({
      organization_id,
      donation_id: before.id,
      livemode,
      ...told,
      language: null,
      dedication: null,
      updates_consent: null,
      came_from: null,
    })
    .execute();
  await kindcart('erase', before.id, '--database', url);
  assert.deepEqual(await db.selectFrom('donation_detail').selectAll().execute(), []);
  const left = await db
    .selectFrom('donation')
    .selectAll()
    .where('id', '=', before.id)
    .executeTakeFirstOrThrow();
  assert.deepEqual(
    [left.donor_name, left.message, left.anonymous, left.gift_amount, left.state],
    [null, null, true, before.gift_amount, before.state],
  );
  assert.equal((await kindcart('audit', '--database', url)).code, 0);
  await assert.rejects(kindcart('erase', 'don_1', '--database', url), /Say whom/);
  await assert.rejects(
    kindcart('erase', 'don_00000000000000000000000000', '--database', url),
    /There is no gift/,
  );
  await database.close();
});

test('says in words that PostgreSQL cannot be reached, and never its password', async () => {
  const closed = 'postgres://postgres:secret-word@127.0.0.1:1/postgres';
  const nowhere = postgres.url.replace(/postgres$/, 'nowhere');
  for (const url of [closed, nowhere]) {
    await assert.rejects(kindcart('migrate', '--database', url), (error: Error) => {
      assert.match(
        error.message,
        /PostgreSQL at DATABASE_URL cannot be reached: .+ Start it, or correct/,
      );
      assert.doesNotMatch(error.message, /secret-word/);
      return true;
    });
  }
});

test('starts, answers, says what to try, and ends with everything kept', async () => {
  const url = await newDatabase();
  const one = await start('--demo', '--database', url, '--port', '0');
  assert.equal((await fetch(`${one.url}/readyz`)).status, 200);
  const words = one.lines.join('\n');
  for (const wanted of [
    /data in PostgreSQL/,
    /4242 4242 4242 4242 {2}succeeds/,
    /sk_test_\w+ {2}\(shown this once\)/,
  ]) {
    assert.match(words, wanted);
  }
  const key = /pk_test_\w+/.exec(words)?.[0];
  const { items } = (await (await fetch(`${one.url}/v1/projects?key=${key}`)).json()) as {
    items: unknown[];
  };
  assert.equal(items.length, 4);
  assert.equal(await one.stop(), 0);
  assert.equal(one.lines.at(-1), 'Stopped. All data is kept.');
  await assert.rejects(fetch(`${one.url}/healthz`));
  const two = await start('--demo', '--database', url, '--port', '0');
  assert.doesNotMatch(two.lines.join('\n'), /sk_test_/);
  assert.ok(two.lines.join('\n').includes(key ?? 'no key'));
  assert.equal(await two.stop(), 0);
});

test('says which port is taken and how to choose another, and makes no demo data', async () => {
  const url = await newDatabase();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = kindcart(
    'start',
    '--demo',
    '--log',
    'silent',
    '--database',
    url,
    '--port',
    String(port),
  );
  await assert.rejects(
    taken,
    new RegExp(`Port ${port} is taken on 127\\.0\\.0\\.1\\. .*--port or KINDCART_PORT`),
  );
  assert.deepEqual(await rowsOf(url), [0, 0, 0, 0, 0]);
  other.close();
});

/** Runs the program itself. */
async function program(...args: string[]) {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--conditions=@kindcart/source', main, ...args]);
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, error, code };
}

test('as a program, prints a corrupt folder in one paragraph, ends with 1 and changes nothing', async () => {
  const data = join(folder, 'corrupt');
  mkdirSync(join(data, 'base'), { recursive: true });
  writeFileSync(join(data, 'PG_VERSION'), '18\n');
  const { out, error, code } = await program('start', '--data', data);
  assert.deepEqual([out, code], ['', 1]);
  assert.match(
    error,
    /^The data folder .*corrupt cannot be opened: global is missing\. Nothing in it was changed\. .*\n$/,
  );
  assert.deepEqual(readdirSync(data).toSorted(), ['PG_VERSION', 'base']);
});

test('as a program, prints a mistake without a stack and ends with 1', async () => {
  const { error, code } = await program('keys', 'frob');
  assert.equal(code, 1);
  assert.match(error, /^There is no command "keys frob"\./);
  assert.doesNotMatch(error, /\bat .+:\d+:\d+/);
});
