// Monthly gifts, and what donors tell beside a gift, on the hosted page in a browser without scripts:
// through the sandbox's own page to thanks and receipt, and back with what was wrong.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Donation, type Id, type Project, testCards } from '@kindcart/contract';
import { hostileTexts } from '@kindcart/contract/conformance';
import { languages } from '../../pages/language.ts';
import { attributesOf, leadsTo, type ReadPage, read, submit } from '../../pages/testing/donor.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { keepParticulars } from '../receipts/records.ts';

const database = await testDatabase();
const house = await testPlatform(database, {
  publicUrl: 'https://give.example',
  ownUrl: () => 'https://give.example',
});
const { stage, a } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const visit = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
  read(await ask(path, { headers }));
const pathOf = ({ id }: Pick<Project, 'id'>) => `/give/${id}`;
const email = 'ada@example.org';
const monthly = { amount: '5000', interval: 'month', email };

/** The whole gift that a thanks page is about. */
async function giftAt(path: string): Promise<Donation> {
  const id = new URL(path, 'http://localhost').searchParams.get('donation');
  const answer = await stage.ask('getDonation', { params: { donationId: id as Id<'donation'> } });
  assert.ok(answer.ok, answer.text);
  return answer.value;
}

/** Fills in the form of a page, pays by a card, and gives the way to the thanks. */
async function give(
  page: ReadPage,
  fields: Readonly<Record<string, string>>,
  number: string = testCards.succeeds,
): Promise<string> {
  const there = await visit(leadsTo(await submit(ask, page, fields)));
  const paid = await submit(ask, there, { number, expiry: '12/89', cvc: '123' });
  return leadsTo(await ask(leadsTo(paid)));
}

async function seesThanks(path: string): Promise<ReadPage> {
  return house.context.waitUntil('thanks', async () => {
    const page = await visit(path);
    return page.html.includes('http-equiv') ? undefined : page;
  });
}

async function recurringOf({ recurringGiftId }: Donation) {
  assert.ok(recurringGiftId !== null);
  const params = { recurringGiftId };
  return house.context.waitUntil('the gift to have begun', async () => {
    const answer = await stage.ask('getRecurringGift', { params });
    assert.ok(answer.ok, answer.text);
    return answer.value.state === 'pending' ? undefined : answer.value;
  });
}

test('begins a monthly gift by its first payment, and says when the next one is', async () => {
  const project = await stage.project();
  const page = await visit(`${pathOf(project)}?lang=en`);
  const pay = await visit(leadsTo(await submit(ask, page, monthly)));
  assert.match(pay.text, /You pay \$50\.00 every month/);
  const thanks = await seesThanks(await give(page, monthly));
  assert.match(thanks.text, /Your gift of \$50\.00 has arrived\./);
  assert.match(
    thanks.text,
    /The next payment is on \w+ \d+, \d{4}\. You can change, pause or stop it/,
  );
  assert.doesNotMatch(thanks.html, /ada@/);
});

test('makes the same recurring gift as the page with scripts, and charges it again', async () => {
  const project = await stage.project();
  const page = await visit(`${pathOf(project)}?lang=en`);
  const donation = await giftAt(await give(page, { ...monthly, interval: 'year', coverFee: '1' }));
  assert.deepEqual([donation.interval, donation.charge.amount], ['year', 5_180]);
  const gift = await recurringOf(donation);
  assert.deepEqual(
    [gift.state, gift.interval, gift.firstDonationId, gift.email, gift.card?.last4],
    ['active', 'year', donation.id, email, '4242'],
  );
  const moved = await stage.ask('advanceSandboxClock', { body: { months: 12 } });
  assert.ok(moved.ok, moved.text);
  await house.context.waitUntil('the renewal', async () => {
    const { totals } = await stage.readProject(project.id);
    return totals.donations === 2 ? totals : undefined;
  });
});

test('begins nothing with a card that is declined, and chooses the same again', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  const there = await visit(leadsTo(await submit(ask, page, monthly)));
  const card = { number: testCards.declined, expiry: '12/89', cvc: '123' };
  const declined = await visit(leadsTo(await submit(ask, there, card)));
  const [back = ''] = attributesOf(declined.html, 'href').filter((href) => /thanks/.test(href));
  const path = back.replace('https://give.example', '');
  const thanks = await seesThanks(path);
  assert.match(thanks.text, /did not go through.*Nothing was charged/);
  assert.doesNotMatch(thanks.text, /next payment|Read and print/);
  const [again = ''] = attributesOf(thanks.html, 'href').filter((href) => /amount=/.test(href));
  const chosen = await visit(again.replace(/#.*/, ''));
  assert.match(chosen.html, /name="interval" value="month" checked/);
  assert.equal((await recurringOf(await giftAt(path))).state, 'ended');
});

test('says on the page to pay on that a gift was ended before it was paid', async () => {
  const project = await stage.project();
  const page = await visit(`${pathOf(project)}?lang=en`);
  const there = await visit(leadsTo(await submit(ask, page, monthly)));
  await stage.ask('closeProject', { params: { projectId: project.id } });
  const card = { number: testCards.succeeds, expiry: '12/89', cvc: '123' };
  await house.context.waitUntil('the gift to be ended', async () => {
    const { said_state: state } = await database.db
      .selectFrom('recurring_gift')
      .select('said_state')
      .where('project_id', '=', project.id)
      .executeTakeFirstOrThrow();
    return state === 'ended' ? state : undefined;
  });
  const late = await read(await submit(ask, there, card));
  assert.equal(late.status, 409);
  assert.match(late.text, /not finished in time\. Nothing was charged\. Go back/);
});

test('asks for the address that a monthly gift needs, in every language, and makes no gift', async () => {
  const project = await stage.project();
  for (const words of languages) {
    const page = await visit(`${pathOf(project)}?lang=${words.lang}`);
    const back = await read(await submit(ask, page, { amount: '5000', interval: 'month' }));
    assert.equal(back.status, 422);
    assert(back.text.includes(words.form.emailNeeded.replaceAll(/\s/g, ' ')), words.lang);
    assert.match(back.html, /id="email"[^>]* aria-invalid="true"/);
    assert.match(back.html, /name="interval" value="month" checked/);
  }
  const { totals } = await stage.readProject(project.id);
  assert.equal(totals.donations, 0);
});

const told = {
  amount: '5000',
  email,
  news: '1',
  dedicationKind: 'memory',
  dedicationName: 'Grandmother',
  recipientName: 'Mum',
  recipientEmail: 'mum@example.org',
  cardMessage: 'one\r\ntwo',
};

test('keeps what the donor told, in the words that were shown, and how they came', async () => {
  const project = await stage.project();
  const page = await visit(`${pathOf(project)}?lang=de&utm_source=letter&utm_campaign=spring`, {
    Referer: 'https://news.example/water?user=7',
  });
  const { details } = await giftAt(await give(page, told));
  assert.deepEqual(details, {
    email,
    language: 'de',
    dedication: {
      kind: 'memory',
      name: 'Grandmother',
      card: { recipientName: 'Mum', recipientEmail: 'mum@example.org', message: 'one\ntwo' },
    },
    updatesConsent: 'Schreiben Sie mir, was meine Spende bewirkt.',
    cameFrom: {
      page: `https://give.example${pathOf(project)}`,
      referrer: 'https://news.example/water',
      utm: { source: 'letter', medium: null, campaign: 'spring', term: null, content: null },
    },
  });
});

test('asks for consent and takes none for granted', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  assert.doesNotMatch(page.html, /name="news"[^>]* checked/);
  const { details } = await giftAt(await give(page, { amount: '5000', email }));
  assert.deepEqual([details?.email, details?.updatesConsent], [email, null]);
  const back = await read(await submit(ask, page, { amount: '5000', news: '1' }));
  assert.equal(back.status, 422);
  assert.match(back.text, /Write your e-mail address, so that news can reach you\./);
});

test('knows no page before where the donor came from one of its own', async () => {
  const project = await stage.project();
  const own = { Referer: `https://give.example${pathOf(project)}?lang=en` };
  const page = await visit(`${pathOf(project)}?lang=fr`, own);
  assert.doesNotMatch(page.html, /name="referrer"/);
});

test('keeps the marks of a campaign through a change of language and a way back', async () => {
  const path = pathOf(await stage.project());
  const page = await visit(`${path}?lang=en&utm_source=letter`);
  const links = attributesOf(page.html, 'href').filter((href) => href.includes('lang=fr'));
  assert.deepEqual(links, [`${path}?lang=fr&utm_source=letter`]);
  const pay = await visit(leadsTo(await submit(ask, page, monthly)));
  const [cancel = ''] = attributesOf(pay.html, 'href').filter((href) => /amount=/.test(href));
  assert.equal(
    cancel,
    `https://give.example${path}?amount=50.00&interval=month&utm_source=letter&lang=en#give`,
  );
});

test('says each fault beside its field and keeps all that was typed', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  const typed = { ...told, email: 'me', dedicationName: '', recipientEmail: 'mum' };
  const back = await read(await submit(ask, page, typed));
  assert.equal(back.status, 422);
  for (const [id, words] of [
    ['email', 'Write an e-mail address such as name@example.org.'],
    ['dedication-name', 'Write whom the gift is dedicated to.'],
    ['recipient-email', 'Write their e-mail address, such as name@example.org.'],
  ]) {
    assert(back.html.includes(`id="${id}-error">${words}`), id);
  }
  assert.match(back.html, /name="email" value="me"/);
  assert.match(back.html, /name="news" value="1" checked/);
  assert.match(back.html, /name="dedicationKind" value="memory" checked/);
  assert.match(back.html, /name="recipientName" value="Mum"/);
  assert.match(back.html, />\none\ntwo<\/textarea>/);
  assert.match(leadsTo(await submit(ask, back, told)), /^\/sandbox\/pay/);
});

test('takes texts of anybody as texts, in every field', async () => {
  const project = await stage.project({ images: [] });
  for (const text of hostileTexts) {
    const page = await visit(
      `${pathOf(project)}?utm_source=${encodeURIComponent(text.toWellFormed())}`,
      {
        Referer: text.toWellFormed().replaceAll(/[^\x20-\x7e]/g, ''),
      },
    );
    const fields = { amount: '5000', email: text, dedicationName: text, recipientName: text };
    const typed = { ...fields, recipientEmail: text, cardMessage: text, interval: text };
    const answer = await submit(ask, page, typed);
    assert([303, 422].includes(answer.status), `${answer.status} ${text}`);
    const { html } = answer.status === 422 ? await read(answer) : page;
    assert.doesNotMatch(html, /<script|<img|<svg/, text);
    assert.doesNotMatch(html.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\son\w+=/i, text);
  }
});

test('leads the payer to the receipt, and nobody who has the id of the gift alone', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  const path = await give(page, { amount: '5000', donorName: 'Ada' });
  const thanks = await seesThanks(path);
  const [link = ''] = attributesOf(thanks.html, 'href').filter((href) => /receipt/.test(href));
  const paper = leadsTo(await ask(link));
  assert.match(paper, /^\/receipts\/rcp_/);
  assert.match((await visit(paper)).text, /Ada/);
  assert.equal(leadsTo(await ask(link)).replace(/\?.*/, ''), paper.replace(/\?.*/, ''));
  const { id } = await giftAt(path);
  const where = link.replace(/\?.*/, '');
  for (const query of [
    `donation=${id}`,
    `donation=${id}&pass=x`,
    `donation=${testId('donation')}`,
  ]) {
    const refused = await visit(`${where}?${query}&lang=en`);
    assert.equal(refused.status, 404, query);
    assert.match(refused.text, /This gift cannot be found/);
  }
  const bare = await visit(path.replace(/&pass=[^&]*/, ''));
  assert.match(bare.text, /has arrived/);
  assert.doesNotMatch(bare.html, /receipt\?/);
});

test('leads to no receipt while a bank has the gift', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  const path = await give(page, { amount: '5000' });
  const thanks = await seesThanks(path);
  const [link = ''] = attributesOf(thanks.html, 'href').filter((href) => /receipt/.test(href));
  const { id } = await giftAt(path);
  const take = (amount: number | null) =>
    database.db
      .updateTable('donation')
      .set({ disputed_amount: amount })
      .where('id', '=', id)
      .execute();
  await take(5_000);
  assert.doesNotMatch((await visit(path)).html, /receipt\?/);
  assert.equal((await visit(link)).status, 404);
  await take(null);
  assert.equal((await ask(link)).status, 303);
});

test('has no receipt of a gift that is not paid', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  const pay = await visit(leadsTo(await submit(ask, page, { amount: '5000' })));
  assert.match(pay.text, /You pay \$50\.00/);
  const row = await database.db
    .selectFrom('donation')
    .select(['id', 'project_id'])
    .where('state', '=', 'pending')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const waiting = await visit(`/give/${row.project_id}/thanks?donation=${row.id}&lang=en`);
  assert.doesNotMatch(waiting.text, /Read and print|What happens next/);
});

test('says how donors change theirs: on their page where the charity has one', async () => {
  const page = await visit(`${pathOf(await stage.project())}?lang=en`);
  assert.match(
    (await seesThanks(await give(page, monthly))).text,
    /stop it at any time: write to \u2068A\u2069\./,
  );
  await keepParticulars(database.db, a.organizationId, {
    legalName: 'Clear Water Foundation',
    registrationNumber: '12-345',
    address: 'Well Lane 1',
    signatureLine: null,
    statement: null,
    donorPage: 'https://charity.example/my-gifts',
  });
  const thanks = await seesThanks(await give(page, { ...monthly, donorName: 'Ada' }));
  assert.match(thanks.text, /stop it at any time, with the link in the mail that we send you\./);
});
