// Monthly gifts on the command line: the clock that makes them due, their columns in the export, and
// the donor who is not erased while one still comes again.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { beginMonthly } from '../giving/recurring/testing.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { eraseCommand } from './erase.ts';
import { exportTable } from './export.ts';
import { run } from './main.ts';
import { advanceSandbox } from './sandbox.ts';

const database = await testDatabase();
const house = await testPlatform(database);
const folder = mkdtempSync(join(tmpdir(), 'kindcart-sandbox-'));
const organization = house.a.organizationId;
after(async () => {
  await house.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

async function advance(flags: { months?: string; to?: string; organization?: string }) {
  const terminal = keptTerminal();
  const { months, to, organization: whose } = flags;
  const code = await advanceSandbox(database, { months, to, organization: whose }, terminal);
  return { code, said: terminal.lines.join('\n') };
}

const monthly = await beginMonthly(house, testCards.succeeds);

test('moves the clock of one charity on, and the platform that runs charges what fell due', async () => {
  const { nextChargeAt } = await monthly.read();
  const { code, said } = await advance({ months: '1', organization });
  assert.equal(code, 0);
  assert.match(said, new RegExp(`clock of ${organization} stands at 20\\d\\d-.*Test data only`));
  const [, renewal] = await monthly.charged(2, 'succeeded');
  assert.equal(renewal?.createdAt, nextChargeAt);
});

test('moves it to a day, or to a time', async () => {
  const to = (text: string) => advance({ to: text, organization });
  assert.match((await to('2031-03-01')).said, /stands at 2031-03-01T00:00:00\.000Z\./);
  assert.match((await to('2031-03-01T08:00:00Z')).said, /stands at 2031-03-01T08:00:00\.000Z\./);
});

const wrong: readonly [what: string, flags: { months?: string; to?: string }, words: RegExp][] = [
  ['nothing', {}, /Say how far: --months 1, or --to/],
  ['both', { months: '1', to: '2041-01-01' }, /Say how far/],
  ['a word for months', { months: 'one' }, /--months is a whole number such as 1, not one/],
  ['no months', { months: '0' }, /--months is a whole number/],
  ['months beyond ten years', { months: '121' }, /goes at most ten years at once/],
  ['a word for a day', { to: 'tomorrow' }, /--to is a day such as 2027-03-01/],
  ['a day that is none', { to: '2041-13-01' }, /--to is a day such as/],
  ['a day of another zone', { to: '2041-01-01T00:00:00+08:00' }, /--to is a day such as/],
  ['the day before', { to: '2031-02-28' }, /stands at 2031-03-01.* only goes forward/],
];

for (const [what, flags, words] of wrong) {
  test(`moves nothing for ${what}, and says why`, () =>
    assert.rejects(advance({ ...flags, organization }), words));
}

test('asks for whom when there are several charities, and for no live data', async () => {
  await assert.rejects(advance({ months: '1' }), /for whom/);
  await assert.rejects(
    run(['sandbox', 'advance', '--months', '1', '--live'], keptTerminal(), async () => {}),
    /--live is a flag of "keys create", not of "sandbox advance"/,
  );
});

test('exports how often a gift comes again, and what it is a charge of', async () => {
  const file = join(folder, 'gifts.json');
  await exportTable(database, file, { organization, live: false }, keptTerminal());
  const gifts: Record<string, unknown>[] = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(gifts.length > 1);
  for (const gift of gifts) {
    assert.deepEqual([gift.interval, gift.recurring_gift_id], ['month', monthly.id]);
    assert.deepEqual([gift.email, gift.card_to], ['ada@example.org', null]);
  }
});

test('erases no donor whose gift still comes again, and does once it is cancelled', async () => {
  const { id } = monthly.created.donation;
  const flags = { organization: undefined, mailFolder: folder };
  const erase = (whom: string) => eraseCommand(database, whom, flags, keptTerminal());
  for (const whom of [id, 'Ada@Example.org']) {
    await assert.rejects(erase(whom), new RegExp(`${whom} is of ${monthly.id}, which still`));
  }
  assert.equal((await monthly.read()).email, 'ada@example.org');
  await monthly.ask('cancelRecurringGift');
  assert.equal(await erase(id), 0);
  const { email, donorName } = await monthly.read();
  assert.deepEqual([email, donorName], [null, null]);
  await house.auditClean();
});
