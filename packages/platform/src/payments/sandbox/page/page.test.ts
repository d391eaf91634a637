import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import {
  attributesOf,
  leadsTo,
  type ReadPage,
  read,
  submit,
} from '../../../pages/testing/donor.ts';
import { testDatabase, testPlatform } from '../../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database);
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const visit = async (path: string) => read(await ask(path));
const project = await house.stage.project({ title: 'A <well> for "all"' });
const good = { expiry: '12/89', cvc: '123' };

/** The path of a fresh payment's page. */
async function begin(lang = 'en'): Promise<string> {
  const page = await visit(`/give/${project.id}?lang=${lang}`);
  return leadsTo(await submit(ask, page, { amount: '5000' }));
}

/** Sends a card and follows to where the donor ends. */
async function payWith(path: string, card: Readonly<Record<string, string>>): Promise<Response> {
  const answer = await submit(ask, await visit(path), card);
  return answer.status === 303 ? ask(leadsTo(answer)) : answer;
}

test('says that it is a sandbox, what is paid and what for, and which cards there are', async () => {
  const page = await visit(await begin());
  assert.equal(page.status, 200);
  assert.match(
    page.text,
    /Sandbox No card is charged and no money moves\. Never type a real card here\./,
  );
  assert.match(page.text, /What for A <well> for "all" You pay \$50\.00/);
  for (const number of Object.values(testCards)) assert(page.text.includes(number), number);
  assert.doesNotMatch(page.html, /<script|<well>/);
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /form-action 'self' http:\/\/localhost;/,
  );
});

test("speaks the donor's language", async () => {
  assert.match((await visit(await begin('ar'))).html, /<html lang="ar" dir="rtl">/);
});

for (const number of [testCards.succeeds, testCards.slow, testCards.refundFailsLater]) {
  test(`leads back at once with ${number}`, async () => {
    const path = await begin();
    const answer = await payWith(path, { ...good, number });
    assert.match(leadsTo(answer), new RegExp(`^/give/${project.id}/thanks\\?donation=don_`));
    assert.equal(leadsTo(await ask(path)), leadsTo(answer), 'a paid payment takes no card');
  });
}

test('says every decline in the same words', async () => {
  const said: ReadPage[] = [];
  for (const number of [testCards.declined, testCards.insufficientFunds]) {
    said.push(await read(await payWith(await begin(), { ...good, number })));
  }
  assert.match(said[0]?.text ?? '', /The card was declined\..* Nothing was charged\. Go back/);
  assert.equal(said[0]?.text, said[1]?.text);
});

for (const [answer, state] of [
  ['approve', 'succeeded'],
  ['refuse', 'failed'],
] as const) {
  test(`asks as a bank does, and takes it that the donor would ${answer}`, async () => {
    const path = await begin();
    const question = await read(
      await payWith(path, { ...good, number: testCards.asksForConfirmation }),
    );
    assert.match(question.text, /This is a test bank\. Is the payment of \$50\.00 yours\?/);
    const after = await submit(ask, question, { answer });
    const end = await ask(leadsTo(after));
    if (state === 'succeeded') assert.match(leadsTo(end), /\/thanks\?donation=/);
    else assert.match((await read(end)).text, /The payment did not go through/);
    assert.equal(
      (await submit(ask, question, { answer })).status,
      303,
      'once more changes nothing',
    );
  });
}

const faults: readonly [what: string, card: Record<string, string>, said: RegExp][] = [
  ['nothing', {}, /it has 12 to 19 digits.*Write month and year.*Write the 3 or 4 digits/],
  [
    'a card that could be real',
    { ...good, number: '4111 1111 1111 1111' },
    /This is no test card\. Use one such as 4242/,
  ],
  ['letters', { ...good, number: 'four two four two' }, /it has 12 to 19 digits/],
  [
    'a date that is over',
    { ...good, number: testCards.succeeds, expiry: '01/20' },
    /This card has expired\./,
  ],
  [
    'a thirteenth month',
    { ...good, number: testCards.succeeds, expiry: '13/30' },
    /Write month and year/,
  ],
  [
    'a code too short',
    { ...good, number: testCards.succeeds, cvc: '1' },
    /Write the 3 or 4 digits/,
  ],
];

for (const [what, card, said] of faults) {
  test(`says what is wrong with ${what}, beside the field`, async () => {
    const page = await read(await payWith(await begin(), card));
    assert.equal(page.status, 422);
    assert.match(page.text, said);
    assert.match(page.html, /aria-invalid="true" aria-describedby="(number|expiry|cvc)-error"/);
    const kept = attributesOf(page.html, 'value');
    for (const [name, value] of Object.entries(card)) {
      assert.equal(kept.includes(value), name !== 'cvc', `${name}: the code alone is typed anew`);
    }
  });
}

test('takes a card as it is typed on a Chinese keyboard, and a date without its slash', async () => {
  const number = testCards.succeeds.replaceAll(/\d/g, (digit) =>
    String.fromCodePoint(0xff10 + Number(digit)),
  );
  const answer = await payWith(await begin(), { number, expiry: '１２８９', cvc: '１２３' });
  assert.match(leadsTo(answer), /\/thanks/);
});

test('knows no payment by a link that was changed or cut', async () => {
  const path = await begin();
  const other = await begin();
  const secret = new URL(path, 'http://x').searchParams.get('secret') ?? '';
  const made = await house.stage.begin(project);
  const broken = [
    path.replace(/pay_\w+/, (id) => id.replace(/.$/, (last) => (last === 'z' ? 'y' : 'z'))),
    path.replace(/pay_\w+/, /pay_\w+/.exec(other)?.[0] ?? ''),
    path.replace(secret, secret.slice(0, -1)),
    path.replace(/secret=./, 'secret=A'),
    path.replace(/\?.*/, ''),
    '/sandbox/pay/pay_x?secret=x',
    // A payment that was begun in a page knows no way back.
    `/sandbox/pay/${made.payment.reference}?secret=${made.payment.clientSecret}`,
  ];
  for (const link of broken) {
    const page = await visit(link);
    assert.equal(page.status, 404, link);
    assert.match(page.text, /This payment cannot be found/);
    const headers = {
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    const posted = await ask(link, { method: 'POST', headers, body: 'answer=approve' });
    assert.equal(posted.status, 404, link);
  }
});

test('takes no card from another site', async () => {
  const page = await visit(await begin());
  const card = { ...good, number: testCards.succeeds };
  assert.equal((await submit(ask, page, card, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
});

test('takes no card when it is too late, and leads back', async () => {
  const path = await begin();
  const page = await visit(path);
  await house.stage.context.advance?.(61 * 60_000);
  const late = await read(
    await ask(leadsTo(await submit(ask, page, { ...good, number: testCards.succeeds }))),
  );
  assert.equal(late.status, 409);
  assert.match(late.text, /The payment was not finished in time\. Nothing was charged\. Go back/);
});
