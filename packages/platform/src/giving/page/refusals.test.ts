// What the hosted page says where the platform or the provider cannot do as the donor wishes.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { read, submit } from '../../pages/testing/donor.ts';
import type { PaymentProvider, RedirectRequest } from '../../payments/port.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
after(() => database.close());

const asked: RedirectRequest[] = [];
/** A provider with a page of its own, which a test may break. */
const provider: PaymentProvider = {
  name: 'stripe',
  livemode: false,
  feeTerms: () => ({ basisPoints: 290, fixedAmount: 30 }),
  start: () => {
    throw new Error('No payment in the page is begun here.');
  },
  async startRedirect(request) {
    asked.push(request);
    if (isDown) throw new Error('connect ECONNREFUSED');
    const expiresAt = new Date(request.expiresAt.getTime() - 30 * 60_000);
    return { reference: testId('payment'), url: 'https://checkout.stripe.com/c/pay/1', expiresAt };
  },
  refund: async () => undefined,
};
let isDown = false;

const { startRedirect: _, ...inPage } = provider;
const scriptsOnly: PaymentProvider = { ...inPage, livemode: true };

const house = await testPlatform(database, {
  idle: true,
  publicUrl: 'https://give.example',
  pageScript: async () => ({ src: '/sdk/kindcart.js', integrity: 'sha384-abc' }),
  providerFor: (livemode) => (livemode ? scriptsOnly : provider),
});
after(() => house.stop());
const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const project = await house.stage.project();
const path = `/give/${project.id}?lang=de`;
const open = async () => read(await ask(path));

test("leads to the provider's page, with all that it needs", async () => {
  const answer = await submit(ask, await open(), { amount: '5000', coverFee: '1', anonymous: '1' });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('location'), 'https://checkout.stripe.com/c/pay/1');
  const [request] = asked.splice(0);
  assert(request);
  const row = await database.db.selectFrom('donation').selectAll().executeTakeFirstOrThrow();
  const base = `https://give.example/give/${project.id}`;
  const back = new URL(request.returnUrl);
  assert.equal(back.origin + back.pathname, `${base}/thanks`);
  assert.deepEqual([...back.searchParams.keys()], ['donation', 'pass', 'lang']);
  assert.equal(back.searchParams.get('donation'), row.id);
  assert.equal(request.cancelUrl, `${base}?amount=50.00&coverFee=1&anonymous=1&lang=de#give`);
  assert.equal(request.description, project.title);
  assert.equal(request.language, 'de');
  assert.deepEqual(request.charge, { amount: 5_180, currency: 'USD' });
  assert.equal(request.idempotencyKey, row.id);
  assert.equal(row.provider, 'stripe');
  assert.equal(row.expires_at.getTime(), request.expiresAt.getTime() - 30 * 60_000);
});

test("lets the policy know Stripe's page and fields, where gifts are paid there", async () => {
  const policy = (await open()).headers.get('content-security-policy') ?? '';
  assert.match(policy, /form-action 'self' https:\/\/checkout\.stripe\.com/);
  assert.match(policy, /script-src 'self' [^;]*https:\/\/js\.stripe\.com/);
});

test('says that the platform failed when the provider is out of reach, and makes no gift', async () => {
  const before = await database.db.selectFrom('donation').select('id').execute();
  const page = await open();
  isDown = true;
  const failed = await read(await submit(ask, page, { amount: '1000' }));
  assert.equal(failed.status, 500);
  assert.match(failed.text, /Bei uns ist etwas schiefgegangen.*Ihre Eingaben sind noch da\. req_/);
  assert.match(failed.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const after = await database.db.selectFrom('donation').select('id').execute();
  assert.deepEqual(after, before);
  isDown = false;
  assert.equal((await submit(ask, page, { amount: '1000' })).status, 303, 'the same form goes on');
});

test('says that a donor needs scripts where the provider has no page of its own', async () => {
  const live = await house.stage.project({}, { key: house.a.live.secret });
  const page = await read(await ask(`/give/${live.id}?lang=en`));
  assert.match(page.text, /Paying here takes scripts/);
  assert.match(page.html, /<kind-donate-form/);
  assert.doesNotMatch(page.html, /<form/);
  const posted = await ask(`/give/${live.id}`, {
    method: 'POST',
    headers: {
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'amount=5000',
  });
  assert.equal(posted.status, 503);
});

test('offers and begins no monthly gift where the provider takes none on its page', async () => {
  const page = await open();
  assert.doesNotMatch(page.html, /name="interval"/);
  const fields = { amount: '5000', interval: 'month', email: 'me@example.org' };
  const back = await read(await submit(ask, page, fields));
  assert.equal(back.status, 503);
  assert.match(back.text, /Spenden ist hier gerade nicht möglich/);
  assert.match(back.html, /name="email" value="me@example.org"/);
});

test('says a full form in no other way than forms are sent', async () => {
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = {
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': type,
      'Accept-Language': 'es',
    };
    const answer = await ask(path.replace('?lang=de', ''), { method: 'POST', headers, body: '{}' });
    const page = await read(answer);
    assert.equal(page.status, 415);
    assert.match(page.text, /Algo ha fallado/);
  }
});

test('counts posts as gifts begun, and says in words that there were too many', async () => {
  const donations = { count: 1, periodSeconds: 60, burst: 2 };
  const limits = { key: undefined, address: undefined, donations };
  const strict = await testPlatform(database, { idle: true, limits });
  try {
    const many = await strict.stage.project();
    const put = (where: string, init?: RequestInit) => strict.platform.app.request(where, init);
    const page = await read(await put(`/give/${many.id}?lang=ja`));
    const statuses: number[] = [];
    let last: Response | undefined;
    for (const amount of ['1000', '5000', '1000']) {
      last = await submit(put, page, { amount });
      statuses.push(last.status);
    }
    assert.deepEqual(statuses, [303, 303, 429]);
    assert(last);
    assert.equal(last.headers.get('retry-after'), '60');
    assert.match((await read(last)).text, /ただいま寄付が集中しています/);
    assert.equal((await put(`/give/${many.id}`)).status, 200, 'looking is no gift');
  } finally {
    await strict.stop();
  }
});
