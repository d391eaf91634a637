// What letters tell of trees, read when they go out: by language, and as things stand by then.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id, Texts, TreeGift } from '@kindcart/contract';
import { adopter, openGrove } from '../forest/adoptions/testing/grove.ts';
import { changeTrees } from '../forest/trees/changing.ts';
import { seedGrove } from '../forest/trees/testing.ts';
import { testDatabase, testId, testPlatform } from '../testing/platform.ts';
import { waitUntil } from '../testing/wait.ts';
import { findLetterFacts, findTreeFacts } from './facts.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { ownUrl: () => 'https://give.example' });
const { book } = house.b;
after(async () => {
  await house.stop();
  await database.close();
});

const now = new Date('2026-11-23T08:00:00Z');
let numbered = 0;

interface Told {
  readonly gift?: TreeGift | null;
  readonly movedFrom?: number | null;
  /** False leaves the adoption without a tree. */
  readonly hasTree?: boolean;
}

/** An adoption of a place, and what letters know of it. */
async function adoption({ gift = null, movedFrom = null, hasTree = true }: Told = {}) {
  numbered += 1;
  const number = numbered;
  const grove = await seedGrove(db, book, { places: number, numbers: [number], plantedOn: null });
  const id = testId('adoption');
  await db
    .insertInto('adoption')
    .values({
      ...{ organization_id: book.organizationId, livemode: book.livemode, id },
      ...{ plot_id: grove.plotId, species_id: grove.speciesId, place_number: number },
      ...{ moved_from: movedFrom, state: hasTree ? 'adopted' : 'unfulfilled', held_until: null },
      ...{ currency: 'CNY', price_amount: 2_500, share_count: 1, team_name: null },
      ...{ gift: gift === null ? null : JSON.stringify(gift), adopter: 'donor', source: null },
      ...{ held_by: null, tree_number: hasTree ? number : null, created_at: now, updated_at: now },
    })
    .execute();
  await db
    .updateTable('tree')
    .set({ adoption_id: id })
    .where('id', 'in', [...grove.treeIds])
    .execute();
  const facts = async (language = 'en') =>
    (await findTreeFacts(db, book, id, language)) ?? assert.fail('There are no facts');
  return { ...grove, id, number, facts };
}

test('tells number, kind, plot and place of a tree', async () => {
  const { facts, number, treeIds } = await adoption();
  assert.deepEqual(await facts(), {
    treeId: treeIds[0],
    number,
    species: 'Saxaul',
    plot: 'Minqin, north edge',
    place: number,
    movedFrom: null,
    gift: null,
  });
});

test('tells from where it moved, and of no tree where there is none', async () => {
  const { facts } = await adoption({ movedFrom: 77, hasTree: false });
  const { treeId, number, movedFrom } = await facts();
  assert.deepEqual([treeId, number, movedFrom], [null, null, 77]);
});

test('tells for whom it is and from which day on, and nothing of the message', async () => {
  const gift = { to: '奶奶', message: '生日快乐', revealOn: '2027-04-05' };
  const later = await (await adoption({ gift })).facts();
  assert.deepEqual(later.gift, { to: '奶奶', from: new Date('2027-04-05T00:00:00Z') });
  const atOnce = await (await adoption({ gift: { ...gift, revealOn: null } })).facts();
  assert.deepEqual(atOnce.gift, { to: '奶奶', from: null });
});

test('tells of nobody once the gift was erased', async () => {
  const gift = { to: '奶奶', message: null, revealOn: null };
  const { id, facts } = await adoption({ gift });
  await db.updateTable('adoption').set({ gift: null }).where('id', '=', id).execute();
  assert.equal((await facts()).gift, null);
});

test('tells of the first tree, also when another one stands there by now', async () => {
  const { facts, number } = await adoption();
  const parts = { db, now: () => now, newTreeId: () => testId('tree') };
  for (const state of ['planted', 'lost', 'replaced'] as const) {
    const change = { state, on: '2026-06-01', note: 'Seen', photoUrl: null };
    await changeTrees(parts, book, { number }, change);
  }
  numbered += 1;
  assert.equal((await facts()).number, number);
});

test('knows no adoption of another organization, of the other mode, nor one that is not there', async () => {
  const { id } = await adoption();
  assert.equal(await findTreeFacts(db, house.a.book, id, 'en'), undefined);
  assert.equal(await findTreeFacts(db, { ...book, livemode: true }, id, 'en'), undefined);
  assert.equal(await findTreeFacts(db, book, testId('adoption'), 'en'), undefined);
});

const names: Texts = { en: 'Saxaul', 'zh-TW': '梭梭樹', 'zh-CN': '梭梭', de: 'Saxaulbaum' };

const languages: readonly [texts: Texts, language: string, shown: string, why: string][] = [
  [names, 'en', 'Saxaul', 'it is there'],
  [names, 'zh-CN', '梭梭', 'it is there, though another Chinese stands before it'],
  [names, 'zh-TW', '梭梭樹', 'it is there'],
  [names, 'zh-HK', '梭梭', 'another Chinese is nearer than English'],
  [names, 'zh', '梭梭', 'any Chinese will do'],
  [names, 'de-AT', 'Saxaulbaum', 'it is German'],
  [names, 'en-GB', 'Saxaul', 'it is English'],
  [names, 'fr', 'Saxaul', 'nothing near is there'],
  [names, 'EN', 'Saxaul', 'capitals say nothing'],
  [names, '', 'Saxaul', 'no language is asked for'],
  [names, 'd', 'Saxaul', 'a letter is no language'],
  [{ en: 'Saxaul', 'pt-BR': 'Saxaul-preto' }, 'pt-PT', 'Saxaul-preto', 'it is Portuguese'],
];

for (const [texts, language, shown, why] of languages) {
  test(`calls a kind ${shown} to one who reads "${language}": ${why}`, async () => {
    const { speciesId, facts } = await adoption();
    await db
      .updateTable('species')
      .set({ names: JSON.stringify(texts) })
      .where('id', '=', speciesId)
      .execute();
    assert.equal((await facts(language)).species, shown);
  });
}

const mailsTo = (to: string) => house.mails.filter((mail) => mail.to === to);

test('writes everybody of a team in their own language, once each', async () => {
  const grove = await openGrove(house, 1);
  const team = await grove.hold({ shares: 2, teamName: '三年二班' });
  const reader = (email: string, language: string) => ({
    details: { ...adopter, email, language },
  });
  await grove.give(team, 1, reader('lin@example.org', 'zh-CN'));
  await grove.give(await grove.read(team), 2, reader('ada@example.net', 'de'));
  const { treeNumber } = await grove.becomes(team, 'adopted');
  const letter = (to: string, kind: RegExp) =>
    waitUntil(`the mail to ${to}`, () => mailsTo(to).find(({ text }) => kind.test(text)));
  const [chinese, german] = [
    await letter('lin@example.org', /民勤北缘/),
    await letter('ada@example.net', /trees\/tre_/),
  ];
  for (const [mail, language] of [
    [chinese, 'zh-CN'],
    [german, 'de'],
  ] as const) {
    assert.equal(mail.language, language);
    assert.ok(mail.text.includes(`${treeNumber}`));
  }
  assert.match(chinese.text, /梭梭/);
  assert.match(german.text, /Saxaul.*Minqin, north edge/s);
  const trees = mailsTo('lin@example.org').filter(({ text }) => text.includes('/trees/tre_'));
  assert.equal(trees.length, 1);
});

test('tells of a gift to its own organization and mode alone', async () => {
  const grove = await openGrove(house, 1);
  const gave = await grove.give(await grove.hold());
  const { id } = gave.donation;
  const facts = await findLetterFacts(db, house.a.book, id);
  assert.deepEqual(
    [facts?.amount, facts?.currency, facts?.language, facts?.organizationName],
    [2_500, 'CNY', 'en', 'A'],
  );
  const others: readonly (readonly [typeof book, Id<'donation'>])[] = [
    [book, id],
    [{ ...house.a.book, livemode: true }, id],
    [house.a.book, testId('donation')],
  ];
  for (const [of, donation] of others) {
    assert.equal(await findLetterFacts(db, of, donation), undefined);
  }
});
