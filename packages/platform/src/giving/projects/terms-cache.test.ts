import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample } from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { closeProject, insertProject } from './records.ts';
import { createTermsCache } from './terms-cache.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book } = await makeTenant(database, 'Cached');

async function newProject() {
  const id = testId('project');
  await insertProject(db, book, id, createProjectExample, new Date());
  return id;
}

function cache() {
  const clock = { ms: 0 };
  return { clock, terms: createTermsCache(db, { nowMs: () => clock.ms, keepMs: 1_000 }) };
}

test('remembers terms for a second, at once and without a promise', async () => {
  const id = await newProject();
  const { clock, terms } = cache();
  const first = await terms.find(book, id);
  assert.equal(first?.state, 'open');
  await closeProject(db, book, id, new Date());
  clock.ms = 999;
  assert.equal(terms.find(book, id), first);
  clock.ms = 1_000;
  assert.equal((await terms.find(book, id))?.state, 'closed');
});

test('reads anew what it is told to forget', async () => {
  const id = await newProject();
  const { terms } = cache();
  assert.equal((await terms.find(book, id))?.version, 1);
  await closeProject(db, book, id, new Date());
  terms.forget(id);
  assert.equal((await terms.find(book, id))?.version, 2);
});

test('shares one read among all who ask at the same time', async () => {
  const id = await newProject();
  const { terms } = cache();
  const asked = [terms.find(book, id), terms.find(book, id)];
  assert.equal(asked[0], asked[1]);
  assert.equal((await asked[0])?.id, id);
});

test('knows no project of other books, and remembers nothing of that', async () => {
  const id = await newProject();
  const { terms } = cache();
  const others = [{ ...book, livemode: true }, (await makeTenant(database, 'Other')).book];
  for (const other of others) assert.equal(await terms.find(other, id), undefined);
  assert.equal((await terms.find(book, id))?.id, id);
  const late = testId('project');
  assert.equal(await terms.find(book, late), undefined);
  await insertProject(db, book, late, createProjectExample, new Date());
  assert.equal((await terms.find(book, late))?.id, late);
});
