// What the field page asks for: in the name of a pass that counts, for its own trees, each told once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Told } from '../../../field/types.ts';
import { languages } from '../../pages/language.ts';
import { read } from '../../pages/testing/donor.ts';
import {
  type Tenant,
  testDatabase,
  testId,
  testIds,
  testPlatform,
} from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { insertFieldPass, makeFieldSecret, revokeFieldPass } from './passes.ts';
import { fieldWords } from './words.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { db } = database;
after(async () => {
  await house.stop();
  await database.close();
});

let last = 0;

/** A plot of three trees, and a pass to look after them. */
async function setUp({ book }: Tenant = house.a, days = 90) {
  const numbers = [last + 1, last + 2, last + 3] as const;
  last += 3;
  const grove = await seedGrove(db, book, { numbers, plantedOn: '2026-01-05', places: 100 });
  const id = testId('fieldPass');
  const secret = makeFieldSecret(testIds.fillRandom);
  const now = new Date(house.clock.nowMs());
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  await insertFieldPass(db, book, { id, secret, observer: 'Batu', now, expiresAt });
  const ask = (path: string, init: RequestInit = {}) =>
    house.platform.app.request(path, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${secret}` },
    });
  const post = (body: unknown) =>
    ask('/field/observations', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  return { ...grove, numbers, id, secret, ask, post };
}

/** What answers of these addresses may say. */
interface Said {
  readonly items: readonly Item[];
  readonly nextAfter: number | null;
  readonly observer: string;
  readonly organizationName: string;
  readonly book: string;
  readonly livemode: boolean;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string }[];
}
interface Item {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly speciesNames: object;
  readonly trees: number;
  readonly number: number;
  readonly lastHeightCm: number | null;
  readonly lastSeenOn: string | null;
  readonly nextOn: string;
  readonly outcome: string;
}

async function saidBy(response: Response): Promise<Said> {
  return JSON.parse(await response.text());
}

let key = 0;

/** What a phone tells of a tree. */
function seen(treeNumber: number, more: object = {}): Told {
  key += 1;
  return {
    key: `phone-key-${key}`,
    treeNumber,
    observedAt: '2026-06-01T08:00:00.000Z',
    heightCm: 60,
    crownCm: null,
    alive: true,
    photoUrl: null,
    location: null,
    note: null,
    ...more,
  };
}

test('says for whom one observes', async () => {
  const { ask } = await setUp();
  const answer = await ask('/field/about');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const { observer, organizationName, book, livemode } = await saidBy(answer);
  assert.deepEqual(
    [observer, organizationName, book, livemode],
    ['Batu', 'A', `${house.a.organizationId}:test`, false],
  );
});

test('hands out the plots on which trees stand, and their trees with what is known of each', async () => {
  const { ask, post, plotId, numbers } = await setUp();
  const [first, second, third] = numbers;
  await db.updateTable('tree').set({ state: 'lost' }).where('number', '=', third).execute();
  await post({ observations: [seen(first)] });
  const { items: plots } = await saidBy(await ask('/field/plots'));
  const mine = plots.find(({ id }) => id === plotId);
  assert.equal(mine?.trees, 3);
  assert.equal(mine?.names['zh-CN'], '民勤北缘');
  const { items, nextAfter } = await saidBy(await ask(`/field/plots/${plotId}/trees`));
  assert.equal(nextAfter, null);
  assert.deepEqual(
    items.map((tree) => [tree.number, tree.lastHeightCm, tree.lastSeenOn]),
    [
      [first, 60, '2026-06-01'],
      [second, null, null],
    ],
  );
  assert.deepEqual(Object.keys(items[0]?.speciesNames ?? {}), ['en', 'zh-CN']);
  assert.equal(items[1]?.nextOn, '2026-07-05');
  const rest = await saidBy(await ask(`/field/plots/${plotId}/trees?after=${first}`));
  assert.equal(rest.items.length, 1);
});

test('keeps what is told in the name of the pass, whoever the phone says it is', async () => {
  const { post, numbers, treeIds } = await setUp();
  const told = seen(numbers[0], { observer: 'Somebody else' });
  const { items } = await saidBy(await post({ observations: [told] }));
  assert.equal(items[0]?.outcome, 'recorded');
  const [id] = treeIds;
  const rows = await db
    .selectFrom('observation')
    .select(['observer', 'height_cm'])
    .where('tree_id', '=', id ?? testId('tree'))
    .execute();
  assert.deepEqual(rows, [{ observer: 'Batu', height_cm: 60 }]);
});

test('knows what was told before under the same key', async () => {
  const { post, numbers } = await setUp();
  const told = seen(numbers[0]);
  const outcomes: string[] = [];
  for (const one of [told, told, { ...told, heightCm: 61 }]) {
    const { items } = await saidBy(await post({ observations: [one] }));
    outcomes.push(items[0]?.outcome ?? '');
  }
  assert.deepEqual(outcomes, ['recorded', 'known', 'key_reused']);
});

test('says which field is wrong', async () => {
  const { post, numbers } = await setUp();
  for (const [body, field] of [
    [{ observations: [seen(numbers[0], { heightCm: 0 })] }, 'observations.0.heightCm'],
    [{ observations: [null] }, 'observations.0'],
    [{ observations: 'many' }, 'observations'],
    [[], ''],
    [null, ''],
  ] as const) {
    const answer = await post(body);
    assert.equal(answer.status, 400);
    const { code, errors } = await saidBy(answer);
    assert.equal(code, 'request_invalid');
    assert.ok(errors[0]?.field.startsWith(field), JSON.stringify(errors));
  }
});

test('takes pictures, and nothing else for one', async () => {
  const { ask } = await setUp();
  const refused = await ask('/field/photos', { method: 'POST', body: 'no picture' });
  assert.equal((await saidBy(refused)).code, 'photo_refused');
});

test('lets nobody in whose pass is wrong, over or taken back, and says what to do', async () => {
  const over = await setUp(house.a, 1);
  const back = await setUp();
  await revokeFieldPass(db, back.id, new Date());
  house.clock.advance(2 * 86_400_000);
  const good = await setUp();
  const wrong = ['', 'fp_', `${good.secret}x`, `fp_${'A'.repeat(43)}`, house.a.test.secret];
  for (const secret of [...wrong, over.secret, back.secret]) {
    for (const path of ['/field/about', '/field/plots', `/field/plots/${good.plotId}/trees`]) {
      const headers = { Authorization: `Bearer ${secret}` };
      const answer = await house.platform.app.request(path, { headers });
      assert.equal(answer.status, 401);
      const { code, detail } = await saidBy(answer);
      assert.equal(code, 'field_pass_invalid');
      assert.match(detail, /Ask the charity for a new link\./);
    }
  }
  assert.equal((await good.ask('/field/about')).status, 200);
});

test('shows and takes nothing of another charity', async () => {
  const mine = await setUp();
  const theirs = await setUp(house.b);
  const { items: plots } = await saidBy(await mine.ask('/field/plots'));
  assert.ok(!plots.some(({ id }) => id === theirs.plotId));
  const { items: trees } = await saidBy(await mine.ask(`/field/plots/${theirs.plotId}/trees`));
  assert.deepEqual(trees, []);
  const { items } = await saidBy(await mine.post({ observations: [seen(theirs.numbers[0])] }));
  assert.equal(items[0]?.outcome, 'tree_unknown');
});

test('keeps secrets as hashes, and out of the log', async () => {
  const { secret, ask } = await setUp();
  await ask('/field/about');
  const rows = await db.selectFrom('field_pass').selectAll().execute();
  assert.ok(!JSON.stringify(rows).includes(secret));
  assert.ok(!house.log.join('\n').includes(secret));
});

for (const { lang } of languages) {
  test(`serves the page in ${lang}, with every word that its scripts ask for`, async () => {
    const page = await read(await house.platform.app.request(`/field?lang=${lang}`));
    assert.equal(page.status, 200);
    const words = fieldWords(lang);
    assert.ok(page.text.includes(words.title) && page.text.includes(words.lives));
    const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    const english = Object.entries(fieldWords('en'));
    for (const [name, text] of english) {
      const own = Object.entries(words).find(([one]) => one === name)?.[1] ?? '';
      assert.deepEqual(placeholders(own), placeholders(text), `${name}: ${own}`);
    }
  });
}

test('lets the page ask where the phone is, and nothing else that other pages may not', async () => {
  const { headers } = await house.platform.app.request('/field');
  assert.match(headers.get('permissions-policy') ?? '', /geolocation=\(self\)/);
  assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /trusted-types lit-html kindcart-map kindcart-import kindcart-field$/);
  assert.match(policy, /script-src 'self';/);
});

test('serves every file that the worker keeps, and the worker for all of the page', async () => {
  const worker = await house.platform.app.request('/field/worker.js?lang=en');
  assert.equal(worker.headers.get('service-worker-allowed'), '/field');
  const text = await worker.text();
  const [, files = ''] = /const files = '([^']+)'/.exec(text) ?? [];
  const paths = files.split(' ');
  assert.ok(paths.length >= 11);
  const texts: string[] = [];
  for (const path of paths) {
    const answer = await house.platform.app.request(path);
    assert.equal(answer.status, 200, path);
    texts.push(await answer.text());
  }
  for (const script of texts) {
    for (const [, name] of script.matchAll(/from '\.\/(\w+\.js)'/g)) {
      assert.ok(paths.includes(`/field/${name}`), `${name} is kept`);
    }
  }
  const asked = texts.flatMap((script) => [...script.matchAll(/say\('(\w+)'/g)]);
  const words = Object.keys(fieldWords('en'));
  for (const [, name = ''] of asked) assert.ok(words.includes(name), name);
});
