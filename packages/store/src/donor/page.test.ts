import assert from 'node:assert/strict';
import { test } from 'node:test';
import { donorExample, donorGiftExample, recurringGiftExample } from '@kindcart/contract';
import { donorTokenFor, refuse } from '@kindcart/mocks';
import { asked, email, giveMonthly, link, now, open, page, world } from '../testing/donor.ts';

test('lets the donor in by a link, and takes the token out of the address at once', async (t) => {
  world();
  const { bar, storage, shown, visit } = open(t, link);
  assert.equal(bar.href, page);
  const { donor, gifts, recurring, done } = await visit();
  assert.equal(donor.email, 'd…r@example.org');
  assert.equal(gifts.items.length, 1);
  assert.deepEqual([recurring.items, done], [[], null]);
  assert.deepEqual([...new Set(shown)], ['opening', 'open']);
  assert.match(storage.texts.get('donor') ?? '', /"session"/);
});

test('goes on with the visit after a reload, until its time is over', async (t) => {
  world();
  const { storage, visit } = open(t, link);
  await visit();
  const again = open(t, page, storage);
  await again.visit();
  assert.ok(!asked.slice(4).includes('POST /v1/donor-sessions'));
  storage.setItem('donor', JSON.stringify({ session: 'a', expiresAt: now.toISOString() }));
  const { until } = open(t, page, storage);
  await until((state) => state.status === 'asking' && state.because === 'over');
});

test('asks for an address where nobody has come by a link, and says the same to everybody', async (t) => {
  world();
  for (const address of [email, 'nobody@example.org']) {
    const { donorPage, until } = open(t, page);
    await until((state) => state.status === 'asking' && state.because === 'new');
    donorPage.askLink(address, 'en');
    donorPage.askLink(address, 'en');
    const state = await until((now) => now.status === 'asked' && now);
    assert.deepEqual(state, { status: 'asked', email: address });
    donorPage.askAgain();
    assert.equal(donorPage.get().status, 'asking');
  }
  assert.equal(asked.filter((one) => one === 'POST /v1/donor-links').length, 2);
});

test('says why no link was sent, and takes another try', async (t) => {
  world({ failures: { createDonorLink: ['rate_limited'] } });
  const { donorPage, until } = open(t, page);
  donorPage.askLink(email, null);
  await until((state) => state.status === 'asking' && state.error?.code === 'rate_limited');
  donorPage.askLink('no address', null);
  await until((state) => state.status === 'asking' && state.error?.fields[0]?.field === 'email');
  donorPage.askLink(email, null);
  await until((state) => state.status === 'asked');
});

const links: readonly [what: string, token: string, because: string][] = [
  ['is no link', 'bm9uZQ', 'invalid'],
  ['was cut off', '', 'invalid'],
  ['has what no link has', '%3Cscript%3E', 'invalid'],
];

for (const [what, token, because] of links) {
  test(`asks for a new link where the one that came ${what}`, async (t) => {
    world();
    const { bar, until } = open(t, `${page}#kindcart-donor=${token}`);
    await until((state) => state.status === 'asking' && state.because === because);
    assert.equal(bar.href, page);
  });
}

test('asks for a new link where the one that came is too old', async (t) => {
  world({ overrides: { openDonorSession: () => refuse('donor_link_expired') } });
  const { until } = open(t, link);
  await until((state) => state.status === 'asking' && state.because === 'expired');
});

test('loses nothing of a link while the platform is away', async (t) => {
  world({ failures: { openDonorSession: ['network_error'], getDonor: ['network_error'] } });
  const { donorPage, until, visit } = open(t, link);
  await until((state) => state.status === 'failed' && state.error.code === 'network_error');
  donorPage.retry();
  await until((state) => state.status === 'failed' && asked.includes('GET /v1/donor'));
  donorPage.retry();
  await visit();
});

test('takes another link that is opened in the same tab', async (t) => {
  world();
  const { donorPage, bar, visit, until } = open(t, link);
  await visit();
  bar.href = `${page}#kindcart-donor=${donorTokenFor('nobody@example.org')}`;
  donorPage.begin();
  await until((state) => state.status === 'asking' && state.because === 'invalid');
  donorPage.begin();
  assert.equal(donorPage.get().status, 'asking');
});

test('shows what it has where a list cannot be had, and fetches that again', async (t) => {
  const failures = { listDonorGifts: ['internal'], listDonorRecurringGifts: ['internal'] } as const;
  world({ failures });
  const { donorPage, visit, until } = open(t, link);
  const { gifts, recurring } = await visit();
  assert.deepEqual([gifts.error?.code, recurring.error?.code], ['internal', 'internal']);
  donorPage.loadGifts();
  donorPage.loadGifts();
  await donorPage.loadRecurring();
  await until(
    (state) => state.status === 'open' && !state.gifts.error && state.gifts.items.length === 1,
  );
  assert.equal(asked.filter((one) => one === 'GET /v1/donor/gifts').length, 2);
});

test('pages through the gifts', async (t) => {
  const [first, second] = ['a', 'b'].map((end) => {
    const id: typeof donorGiftExample.id = `don_01k9p4n2c6fz3t6v8w0x2y4z6${end}`;
    return { ...donorGiftExample, id };
  });
  world({
    overrides: {
      listDonorGifts: ({ query }) =>
        query?.cursor
          ? { items: second ? [second] : [], nextCursor: null }
          : { items: first ? [first] : [], nextCursor: '1' },
    },
  });
  const { donorPage, visit, until } = open(t, link);
  await visit();
  donorPage.loadGifts();
  const { items } = await until(
    (state) => state.status === 'open' && !state.gifts.nextCursor && state.gifts,
  );
  assert.deepEqual(items, [first, second]);
});

test('ends the visit when the platform says that it is over', async (t) => {
  let isOver = false;
  world({
    overrides: { sendReceipt: () => (isOver ? refuse('donor_session_over') : { queued: true }) },
  });
  const { donorPage, visit, done, until, storage } = open(t, link);
  const receipt = (await visit()).gifts.items[0]?.receipts[0]?.id ?? assert.fail('no receipt');
  donorPage.sendReceipt(receipt);
  assert.equal((await done('send')).done?.subject, receipt);
  isOver = true;
  donorPage.sendReceipt(receipt);
  await until((state) => state.status === 'asking' && state.because === 'over');
  assert.equal(storage.texts.size, 0);
});

test('forgets everything when the donor leaves, late answers too', async (t) => {
  world();
  const { donorPage, visit, until, storage } = open(t, link);
  await visit();
  donorPage.setLanguage('de');
  donorPage.leave();
  assert.equal(storage.texts.size, 0);
  await until(() => asked.includes('POST /v1/donor'));
  await until((state) => state.status === 'asking' && state.because === 'left');
  assert.equal(donorPage.client(), undefined);
});

test('shows settings only as the platform confirmed them', async (t) => {
  world();
  const { donorPage, visit, done, until } = open(t, link);
  await visit();
  donorPage.setLanguage('de');
  donorPage.setNews(null);
  const pending = await visit();
  assert.equal(pending.donor.language, donorExample.language);
  assert.deepEqual(pending.acts.language, { name: 'language', error: null });
  await until(
    (state) =>
      state.status === 'open' && state.done?.name === 'news' && state.donor.language === 'de',
  );
  assert.equal((await visit()).donor.updatesConsent, null);
  donorPage.setNews('Write to me.');
  const { donor } = await done('news');
  assert.deepEqual([donor.updatesConsent?.words, donor.language], ['Write to me.', 'de']);
  donorPage.askErasure();
  assert.equal((await done('erasure')).donor.erasureAskedAt, now.toISOString());
});

test('does a thing once, however often it is pressed', async (t) => {
  world();
  await giveMonthly();
  const { donorPage, visit, done } = open(t, link);
  const id = (await visit()).recurring.items[0]?.id ?? assert.fail('no gift');
  for (let press = 0; press < 3; press += 1) donorPage.cancel(id);
  const { recurring } = await done('cancel');
  assert.equal(recurring.items[0]?.state, 'cancelled');
  assert.equal(asked.filter((one) => one.endsWith('/cancel')).length, 1);
});

test('changes, pauses and resumes a monthly gift', async (t) => {
  world();
  await giveMonthly();
  const { donorPage, visit, done } = open(t, link);
  const id = (await visit()).recurring.items[0]?.id ?? assert.fail('no gift');
  donorPage.change(id, { gift: { amount: 8_000, currency: 'CNY' }, coverFee: false });
  assert.equal((await done('change')).recurring.items[0]?.charge.amount, 8_000);
  const until = '2027-03-01T00:00:00.000Z';
  donorPage.pause(id, until);
  const paused = (await done('pause')).recurring.items[0];
  assert.deepEqual([paused?.state, paused?.pausedUntil], ['paused', until]);
  donorPage.resume(id);
  assert.equal((await done('resume')).recurring.items[0]?.state, 'active');
});

test('leaves a gift as it was where a change is refused, and can be tried again', async (t) => {
  world({ failures: { cancelDonorRecurringGift: ['network_error'] } });
  await giveMonthly();
  const { donorPage, visit, refused, done } = open(t, link);
  const id = (await visit()).recurring.items[0]?.id ?? assert.fail('no gift');
  donorPage.change(id, { gift: { amount: 1, currency: 'CNY' }, coverFee: false });
  assert.equal((await refused('amount_too_small')).recurring.items[0]?.state, 'active');
  donorPage.cancel(id);
  assert.equal((await refused('network_error')).recurring.items[0]?.state, 'active');
  donorPage.cancel(id);
  await done('cancel');
});

test('shows how a gift stands now where somebody else was faster', async (t) => {
  world();
  await giveMonthly();
  const { donorPage, visit, until } = open(t, link);
  const id = (await visit()).recurring.items[0]?.id ?? assert.fail('no gift');
  await open(t, link).visit();
  await donorPage.client()?.cancelDonorRecurringGift({ params: { recurringGiftId: id } });
  donorPage.pause(id, null);
  await until(
    (state) =>
      state.status === 'open' &&
      state.acts[id]?.error?.code === 'recurring_gift_over' &&
      state.recurring.items[0]?.state === 'cancelled',
  );
  donorPage.pause(recurringGiftExample.id, null);
  await until(
    (state) =>
      state.status === 'open' &&
      state.acts[recurringGiftExample.id]?.error?.code === 'recurring_gift_unknown',
  );
});
