// Keys at the command line: what it makes, shows and takes back, and what it refuses.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { commandLine, kindcart, rowsOf } from './testing/command-line.ts';

const { newDatabase, remove } = await commandLine();
after(remove);

test('makes, lists and revokes keys', async () => {
  const url = await newDatabase();
  const make = (...args: string[]) => kindcart('keys', 'create', '--database', url, ...args);
  const page = await make(
    '--organization',
    'Oak',
    '--origin',
    'https://oak.example',
    '--origin',
    'http://localhost:3000',
  );
  const pages = page.lines.find((line) => line.startsWith('pk_test_')) ?? '';
  const server = await make('--kind', 'secret', '--live', '--label', 'till');
  const secret = server.lines.find((line) => line.startsWith('sk_live_')) ?? '';
  assert.match(server.lines.join('\n'), /shown this once: store it now/);
  const list = async () => (await kindcart('keys', 'list', '--database', url)).lines;
  const [pageLine = '', secretLine = ''] = await list();
  assert.ok(pageLine.includes(`publishable  test  ${pages}`));
  assert.ok(pageLine.includes('active  https://oak.example http://localhost:3000'));
  assert.ok(secretLine.includes(`secret  live  …${secret.slice(-4)}  till`));
  assert.ok(!secretLine.includes(secret));
  const id = secretLine.split('  ')[0] ?? '';
  const revoked = await kindcart('keys', 'revoke', id, '--database', url);
  assert.match(revoked.lines.join(), /refuses it within two seconds/);
  assert.match((await list())[1] ?? '', /revoked \d{4}-/);
  await assert.rejects(kindcart('keys', 'revoke', id, '--database', url), /no active key/);
});

const badKeys: readonly [args: string[], words: RegExp][] = [
  [['--organization', 'Oak'], /needs --origin/],
  [['--organization', 'Oak', '--origin', 'https://*.example'], /is not an origin/],
  [['--organization', 'Oak', '--origin', 'https://oak.example/shop'], /is not an origin/],
  [['--organization', 'Oak', '--kind', 'magic'], /--kind is publishable or secret, not magic/],
  [['--kind', 'secret'], /Say for whom/],
  [['--kind', 'secret', '--origin', 'https://a.example'], /A secret key takes no --origin/],
  [
    ['--organization', 'org_01k9p4a0a0fz3t6v8w0x2y4z6f', '--kind', 'secret'],
    /There is no organization/,
  ],
];

test('refuses keys that cannot be, says how, and makes no organization for them', async () => {
  const url = await newDatabase();
  for (const [args, words] of badKeys) {
    await assert.rejects(kindcart('keys', 'create', '--database', url, ...args), words);
  }
  await assert.rejects(kindcart('keys', 'revoke', '--database', url), /Say which key/);
  await assert.rejects(kindcart('keys', 'revoke', 'key_1', '--database', url), /Say which key/);
  assert.deepEqual(await rowsOf(url), [0, 0, 0, 0, 0]);
  assert.match(
    (await kindcart('keys', 'list', '--database', url)).lines.join(),
    /There are no keys/,
  );
});

test('asks for whom when there are several organizations', async () => {
  const url = await newDatabase();
  for (const name of ['Oak', 'Ash']) {
    await kindcart('keys', 'create', '--database', url, '--organization', name, '--kind', 'secret');
  }
  await assert.rejects(
    kindcart('keys', 'create', '--database', url, '--kind', 'secret'),
    /for whom/,
  );
});
