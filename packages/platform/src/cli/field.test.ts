// Field passes at the command line: the link is told once, and a pass that is taken back does not count.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { giveFieldPass, showFieldPasses, takeFieldPass } from './field.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const organization = house.a.organizationId;
const config = { publicUrl: 'https://trees.example', port: 8787 };
const flags = { organization, observer: 'Batu', days: '90', live: false };

/** The link and the id of a pass. */
async function give(more: Partial<typeof flags> = {}) {
  const terminal = keptTerminal();
  await giveFieldPass(database, { ...flags, ...more }, config, terminal);
  const [said = '', link = ''] = terminal.lines;
  return { said, link, id: said.split(' ')[0] ?? '' };
}

/** What the platform says to whoever opens the link. */
async function about(
  link: string,
): Promise<{ readonly status: number; readonly observer?: string; readonly livemode?: boolean }> {
  const headers = { Authorization: `Bearer ${new URL(link).hash.slice(1)}` };
  const response = await house.platform.app.request('/field/about', { headers });
  return { ...JSON.parse(await response.text()), status: response.status };
}

test('gives a pass, whose link opens the field and is kept nowhere', async () => {
  const { said, link, id } = await give();
  assert.match(said, /^fpa_\w{26} lets Batu note test trees until \d{4}-\d\d-\d\d\./);
  assert.match(link, /^https:\/\/trees\.example\/field#fp_[\w-]{43}$/);
  const answer = await about(link);
  assert.deepEqual([answer.observer, answer.livemode], ['Batu', false]);
  const listing = keptTerminal();
  await showFieldPasses(database, listing);
  const lines = listing.lines.join('\n');
  assert.match(lines, new RegExp(`^${id} {2}org_\\w+ {2}test {2}until [\\d-]+ {2}Batu$`, 'm'));
  assert.ok(!lines.includes(new URL(link).hash.slice(4)));
});

test('gives passes for live trees when told so', async () => {
  const { said, link } = await give({ live: true, observer: '巴特尔' });
  assert.match(said, /lets 巴特尔 note live trees/);
  assert.equal((await about(link)).livemode, true);
});

test('takes a pass back, and says so of it', async () => {
  const { link, id } = await give();
  const terminal = keptTerminal();
  await takeFieldPass(database, id, terminal);
  assert.match(terminal.lines[0] ?? '', /does not count any more\. What was noted .* stays/);
  assert.equal((await about(link)).status, 401);
  await showFieldPasses(database, terminal);
  assert.match(terminal.lines.join('\n'), new RegExp(`^${id} .* taken back on [\\d-]+`, 'm'));
});

for (const [what, more, problem] of [
  ['nobody', { observer: ' ' }, /Say who observes/],
  ['a name that is too long', { observer: 'B'.repeat(81) }, /in up to 80 characters/],
  ['no number of days', { days: 'many' }, /--days takes 1 to 730, not many\./],
  ['too many days', { days: '731' }, /--days takes 1 to 730, not 731\./],
] as const) {
  test(`gives no pass for ${what}`, async () => {
    await assert.rejects(give(more), problem);
  });
}

test('says that there is no such pass', async () => {
  for (const id of [undefined, 'fpa_01k9p4n2c6fz3t6v8w0x2y4z7e']) {
    await assert.rejects(takeFieldPass(database, id, keptTerminal()), /There is no field pass/);
  }
});
