// A tree's page and certificate, as those find them who scan the code: in every language, with what may be
// known of whose it is and no more, and told to the end when the tree is lost.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Id, type TreeGift, type TreeState, utcDay } from '@kindcart/contract';
import readCode from 'jsqr';
import { languages } from '../../pages/language.ts';
import { read } from '../../pages/testing/donor.ts';
import { charactersIn, streamsOf } from '../../pages/testing/pdf.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { treeWords } from './words.ts';

const database = await testDatabase();
const origin = 'https://give.example';
const house = await testPlatform(database, { idle: true, publicUrl: origin });
const { db } = database;
const { book } = house.a;
const own = { organization_id: book.organizationId, livemode: false } as const;
after(async () => {
  await house.stop();
  await database.close();
});

let last = 0;

/** A tree that was planted in April, unless said, with a number that no other has. */
async function plantOne(
  more: { gift?: TreeGift; teamName?: string; plantedOn?: string } = {},
): Promise<{
  readonly id: Id<'tree'>;
  readonly number: number;
  readonly path: string;
}> {
  last += 1;
  const number = last;
  const grove = await seedGrove(db, book, {
    numbers: [number],
    plantedOn: more.plantedOn ?? '2026-04-05',
    places: 100,
  });
  const [id = testId('tree')] = grove.treeIds;
  const adoptionId = testId('adoption');
  const now = new Date('2026-01-01T00:00:00Z');
  await db
    .insertInto('adoption')
    .values({
      ...own,
      id: adoptionId,
      plot_id: grove.plotId,
      species_id: grove.speciesId,
      place_number: number,
      moved_from: null,
      state: 'adopted',
      held_until: null,
      currency: 'CNY',
      price_amount: 2_500,
      share_count: more.teamName === undefined ? 1 : 3,
      team_name: more.teamName ?? null,
      gift: more.gift === undefined ? null : JSON.stringify(more.gift),
      adopter: more.teamName === undefined ? 'donor' : 'team',
      source: null,
      held_by: null,
      tree_number: number,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await db.updateTable('tree').set({ adoption_id: adoptionId }).where('id', '=', id).execute();
  return { id, number, path: `/trees/${id}` };
}

/** Opens an address as a browser does: without a key. */
const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const open = async (path: string) => read(await ask(path));
const svgOf = async (path: string) => (await ask(path)).text();

/** Reads the code of a certificate as a camera would: from its dark squares. */
function codeIn(svg: string): string | undefined {
  const path = /d="((?:M\d+ \d+h\d+v1h-\d+z)+)"/.exec(svg)?.[1] ?? '';
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, ...numbers]) =>
    numbers.map(Number),
  );
  const size = Math.max(...runs.map(([x = 0, , width = 0]) => x + width));
  const [scale, quiet] = [4, 4];
  const side = (size + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x = 0, y = 0, width = 0] of runs) {
    for (let row = 0; row < scale; row += 1) {
      const start = (((y + quiet) * scale + row) * side + (x + quiet) * scale) * 4;
      for (let at = start; at < start + width * scale * 4; at += 4) pixels.fill(0, at, at + 3);
    }
  }
  return readCode.default(pixels, side, side)?.data;
}

for (const { lang } of languages) {
  test(`shows a tree and its certificate in ${lang}`, async () => {
    const { path, number } = await plantOne();
    const words = treeWords(lang);
    assert.equal(words.language, lang);
    const page = await open(`${path}?lang=${lang}`);
    assert.equal(page.status, 200);
    assert.match(page.html, new RegExp(`<html lang="${lang}"`));
    for (const text of [words.states.planted.name, words.sizeBySpecies, words.somebody]) {
      assert.ok(page.text.includes(text), text);
    }
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; /);
    const svg = await svgOf(`${path}/certificate.svg?lang=${lang}`);
    assert.ok(svg.includes(`<title>${words.certificate}, `));
    assert.ok(svg.includes('Haloxylon ammodendron') && svg.includes(String(number)));
    assert.ok(svg.includes(words.test));
    const pdf = await ask(`${path}/certificate.pdf?lang=${lang}`);
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    const bytes = new Uint8Array(await pdf.arrayBuffer());
    const found = charactersIn(bytes);
    for (const character of words.certificate.replaceAll(/[\s\p{M}]/gu, '')) {
      assert.ok(found.has(character), `${character} of ${words.certificate}`);
    }
    assert.ok(bytes.length < 100_000, `${bytes.length} bytes`);
  });
}

test('speaks the language that a browser asks for', async () => {
  const { path } = await plantOne();
  const headers = { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.5' };
  const response = await ask(path, { headers });
  assert.match(await response.text(), /<html lang="zh-CN" dir="ltr">/);
  assert.equal(response.headers.get('vary'), 'Accept-Language');
});

test('leads whoever scans the code to the page of this tree', async () => {
  const one = await plantOne();
  const other = await plantOne();
  for (const { path } of [one, other]) {
    const address = codeIn(await svgOf(`${path}/certificate.svg`));
    assert.equal(address, `${origin}${path}`);
    assert.equal((await open(new URL(address ?? '').pathname)).status, 200);
  }
});

test('draws the same squares into the PDF', async () => {
  const { path } = await plantOne();
  const svg = await svgOf(`${path}/certificate.svg`);
  const squares = /d="((?:M\d+ \d+h\d+v1h-\d+z)+)"/.exec(svg)?.[1]?.match(/M/g)?.length ?? 0;
  const pdf = await ask(`${path}/certificate.pdf`);
  const streams = streamsOf(new Uint8Array(await pdf.arrayBuffer())).join('\n');
  const closed = streams.split('\n').filter((line) => line === 'h').length;
  assert.ok(squares > 100 && closed >= squares, `${closed} closed paths, ${squares} squares`);
});

test('says when somebody looks at it again, and that it is overdue once that day is over', async () => {
  const plantedOn = utcDay(new Date(house.clock.nowMs()));
  const { path } = await plantOne({ plantedOn });
  assert.match((await open(path)).text, /looks at it again around/);
  house.clock.advance(3 * 365 * 86_400_000);
  const { text } = await open(path);
  assert.match(text, /Somebody was to look at it around .+; nothing has been reported since\./);
  assert.doesNotMatch(text, /looks at it again/);
});

test('says nothing of a gift before its day, and from then on all of it', async () => {
  const gift = { to: '祖母', message: 'Happy birthday', revealOn: '2100-01-01' };
  const { path } = await plantOne({ gift });
  const addresses = [path, `${path}/certificate.svg`];
  for (const address of addresses) {
    const text = await svgOf(address);
    assert.doesNotMatch(text, /祖母|Happy birthday/, address);
    assert.match(text, /A gift that waits for its day/, address);
  }
  const pdf = await ask(`${path}/certificate.pdf`);
  assert.ok(!charactersIn(new Uint8Array(await pdf.arrayBuffer())).has('祖'));
  house.clock.advance(Date.parse('2100-01-01T00:00:01Z') - house.clock.nowMs());
  for (const address of addresses) {
    const text = await svgOf(address);
    assert.match(text, /祖母/, address);
    assert.match(text, /Happy birthday/, address);
    assert.doesNotMatch(text, /A gift that waits for its day/, address);
  }
});

test('names a team, and counts those who stay unnamed', async () => {
  const { path } = await plantOne({ teamName: 'Thursday walkers' });
  const { text } = await open(path);
  assert.match(text, /Adopted together by\s*Thursday walkers/);
});

test('keeps what was typed text, on the page and on the certificate', async () => {
  const hostile = '</text><script>alert(1)</script><img src=x onerror="alert(1)">';
  const gift = { to: hostile.slice(0, 70), message: hostile, revealOn: null };
  const { path } = await plantOne({ gift });
  for (const address of [path, `${path}/certificate.svg`]) {
    const text = await svgOf(address);
    assert.doesNotMatch(text, /<script>|<img src=x/, address);
    assert.match(text, /&lt;script&gt;/, address);
  }
});

/** Tells what became of a tree, straight in the tables. */
async function became(
  { id, number }: { readonly id: Id<'tree'>; readonly number: number },
  state: TreeState,
  more: { readonly note?: string; readonly photoUrl?: string; readonly replacedBy?: number } = {},
): Promise<void> {
  await db
    .insertInto('tree_stage')
    .values({
      organization_id: book.organizationId,
      tree_id: id,
      ordinal: 3,
      state,
      on_day: '2026-08-01',
      note: more.note ?? null,
      photo_url: more.photoUrl ?? null,
      recorded_at: new Date(),
    })
    .execute();
  await db
    .updateTable('tree')
    .set({ state, replaced_by: more.replacedBy ?? null })
    .where('number', '=', number)
    .where('organization_id', '=', book.organizationId)
    .execute();
}

test('tells what happened to a lost tree, whose certificate stays', async () => {
  const tree = await plantOne();
  await became(tree, 'lost', { note: 'Buried by sand after the storm' });
  const { text, status } = await open(tree.path);
  assert.equal(status, 200);
  assert.match(text, /This tree did not survive/);
  assert.match(text, /Lost\s*August 1, 2026\s*Buried by sand after the storm/);
  assert.doesNotMatch(text, /How big it is/);
  const svg = await svgOf(`${tree.path}/certificate.svg`);
  assert.match(svg, />Lost<[\s\S]*>August 1, 2026</);
});

test('leads from a tree that was replanted to the one that stands there, and back', async () => {
  const [first, second] = [await plantOne(), await plantOne()];
  await became(first, 'replaced', { note: 'Replanted', replacedBy: second.number });
  await db
    .updateTable('tree')
    .set({ replaces: first.number })
    .where('id', '=', second.id)
    .execute();
  assert.ok((await open(first.path)).html.includes(`href="${second.path}?lang=en"`));
  assert.ok((await open(second.path)).html.includes(`href="${first.path}?lang=en"`));
});

test('shows pictures of its own, links those of others, and loads nothing from elsewhere', async () => {
  const tree = await plantOne();
  await became(tree, 'established', { photoUrl: 'https://elsewhere.example/a.jpg' });
  const seen = { ...own, tree_id: tree.id, observed_at: new Date('2026-09-01'), alive: true };
  const measured = { height_cm: 64, crown_cm: null, observer: 'Batu', note: null };
  const nowhere = { longitude: null, latitude: null, accuracy_m: null };
  const rows = [`${origin}/photos/pho_1`, 'https://elsewhere.example/b.jpg', 'javascript:alert(1)'];
  await db
    .insertInto('observation')
    .values(
      rows.map((photo_url, at) => ({
        ...seen,
        ...measured,
        ...nowhere,
        id: testId('observation'),
        key: `look-${tree.number}-${at}`,
        fingerprint: '',
        photo_url,
        flags: '[]',
        review: 'clear' as const,
        created_at: new Date(),
      })),
    )
    .execute();
  const { html, text } = await open(tree.path);
  const loaded = [
    ...html.matchAll(/<(?:img|script|link rel="stylesheet")[^>]* (?:src|href)="([^"]*)"/g),
  ];
  assert.ok(loaded.length >= 3);
  for (const [, address = ''] of loaded) assert.match(address, /^\/|^https:\/\/give\.example\//);
  assert.match(html, /<a href="https:\/\/elsewhere\.example\/a\.jpg" rel="noopener noreferrer">/);
  assert.doesNotMatch(html, /javascript:/);
  assert.match(text, /Height: 64 cm/);
  assert.match(text, /An estimate for today through 3 measurements/);
});

test('says in words that there is no such tree', async () => {
  for (const id of [
    'tre_01k9p4n2c6fz3t6v8w0x2y4z7e',
    'nothing',
    'prj_01k9p4n2c6fz3t6v8w0x2y4z7e',
  ]) {
    for (const ending of ['', '/certificate.svg', '/certificate.pdf']) {
      const page = await open(`/trees/${id}${ending}?lang=de`);
      assert.equal(page.status, 404);
      assert.match(page.text, /Diesen Baum gibt es hier nicht/);
    }
  }
});
