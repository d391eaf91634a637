// What a charity does with donors at the command line: mails, receipts, export and erasure.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Details, testCards } from '@kindcart/contract';
import { createFolderMailer } from '../mail/mailer.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { waitUntil } from '../testing/wait.ts';
import { eraseCommand } from './erase.ts';
import { exportTable } from './export.ts';
import { retryMail, showMails } from './mail.ts';
import { receiptProfile } from './receipts.ts';

const folder = await mkdtemp(join(tmpdir(), 'kindcart-donors-'));
const mailFolder = join(folder, 'mail');
const written = createFolderMailer(mailFolder, { address: 'give@charity.example' });
/** The mail server is down until the test says otherwise. */
let isDown = true;
const database = await testDatabase();
const house = await testPlatform(database, {
  mailer: {
    ...written,
    send: (mail) => (isDown ? Promise.reject(new Error('Nobody listens')) : written.send(mail)),
  },
});
const { stage, a } = house;
const organization = a.organizationId;

after(async () => {
  await house.stop();
  await database.close();
  await rm(folder, { recursive: true });
});

const lines: string[] = [];
const terminal = { line: (text: string) => void lines.push(text), progress: () => {} };
const said = () => lines.splice(0).join('\n');

const email = 'Ada.Lovelace@example.org';
const details: Details = {
  email,
  language: 'fr',
  dedication: null,
  updatesConsent: 'Yes, write to me',
  cameFrom: null,
};
const told = { donorName: 'Ada Lovelace', message: 'For the taps', details };
const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded', told);

test('lists a mail that could not go out with the reason, and sends it when it is told to', async () => {
  await waitUntil('the first try', async () => {
    await showMails(database, terminal);
    return /Nobody listens/.test(said()) || undefined;
  });
  await showMails(database, terminal);
  const line = said();
  assert.match(
    line,
    /^eml_\w{26} {2}thanks {2}Ada\.Lovelace@example\.org {2}queued .* 1 try {2}next try/,
  );
  isDown = false;
  const [id = ''] = line.split(' ');
  assert.equal(await retryMail(database, id, terminal), 0);
  assert.equal(said(), '1 mail is due now.');
  await waitUntil('the mail', async () => {
    const names = await readdir(mailFolder).catch((): string[] => []);
    return names.includes(`${id}.eml`) || undefined;
  });
  await waitUntil('an empty queue', async () => {
    await showMails(database, terminal);
    return said() === 'No mail waits.' || undefined;
  });
  await assert.rejects(retryMail(database, id, terminal), /has gone out/);
  await assert.rejects(retryMail(database, 'don_1', terminal), /is no mail/);
  assert.match(
    await readFile(join(mailFolder, `${id}.eml`), 'utf8'),
    /^To: Ada\.Lovelace@example\.org\r$/m,
  );
});

test('shows what receipts say, takes it from a file, and names what is wrong in one', async () => {
  await receiptProfile(database, undefined, organization, terminal);
  const [blank = ''] = said().split('\nNothing is kept yet');
  const file = join(folder, 'profile.json');
  await writeFile(file, blank.replace('"address": null', '"address": "Well Lane 1"'));
  assert.equal(await receiptProfile(database, file, organization, terminal), 0);
  assert.match(said(), /^Kept\./);
  await receiptProfile(database, undefined, organization, terminal);
  assert.equal(JSON.parse(said()).address, 'Well Lane 1');
  await writeFile(file, '{"legalName":""}');
  const asked = receiptProfile(database, file, organization, terminal);
  await assert.rejects(asked, /legalName is empty; .*address is missing/);
  const absent = receiptProfile(database, join(folder, 'none.json'), organization, terminal);
  await assert.rejects(absent, /none\.json cannot be read/);
});

test('exports each donor once, with the consent and its time', async () => {
  const another = {
    ...told,
    details: { ...details, email: email.toUpperCase(), updatesConsent: null },
  };
  await stage.gave(await stage.project(), testCards.succeeds, 'succeeded', another);
  const file = join(folder, 'donors.json');
  await exportTable(database, file, { organization, live: false }, terminal);
  assert.match(said(), /Wrote 1 test donors/);
  const [row, ...others] = JSON.parse(await readFile(file, 'utf8'));
  assert.deepEqual(others, []);
  const { email: address, name, language, gifts, totals, updates_consent } = row;
  assert.deepEqual(
    [address, name, language, gifts, totals, updates_consent],
    [email.toUpperCase(), 'Ada Lovelace', 'fr', '2', 'USD 100.00', 'Yes, write to me'],
  );
  assert.match(row.updates_consent_at, /^20\d\d-.*Z$/);
  assert.equal(row.erasure_asked_at, null);
});

test('erases an address everywhere, keeps what the books need, and says what stays', async () => {
  const stranger = { ...told, details: { ...details, email: 'other@example.org' } };
  await stage.gave(await stage.project(), testCards.succeeds, 'succeeded', stranger);
  await waitUntil('all mails', async () => (await readdir(mailFolder)).length === 3 || undefined);
  const card = { recipientName: 'Ada', recipientEmail: email, message: null };
  const honours = {
    ...details,
    email: null,
    updatesConsent: null,
    dedication: { kind: 'honour', name: 'B', card } as const,
  };
  isDown = true;
  await stage.gave(await stage.project(), testCards.succeeds, 'succeeded', { details: honours });
  await waitUntil('a mail in the queue', async () => {
    await showMails(database, terminal);
    return said().includes('card') || undefined;
  });
  const flags = { organization, mailFolder };
  await eraseCommand(database, ` ${email}`.trim(), flags, terminal);
  const words = said();
  assert.match(words, /is erased: 2 gifts .*, 1 cards, 1 mails in the queue, 2 mails in /);
  assert.match(words, /2 receipts stay as they were issued, with the name on them/);
  assert.equal((await readdir(mailFolder)).length, 1);
  const { db } = database;
  for (const table of ['donation_detail', 'donor', 'donor_consent', 'outbox'] as const) {
    const text = JSON.stringify(await db.selectFrom(table).selectAll().execute()).toLowerCase();
    assert.ok(!text.includes('lovelace'), table);
  }
  const gift = await stage.ask('getDonation', { params: { donationId: created.donation.id } });
  assert.ok(gift.ok);
  assert.deepEqual([gift.value.donorName, gift.value.details], [null, null]);
  const [receipt] = await db.selectFrom('receipt').selectAll().orderBy('number').execute();
  assert.equal(receipt?.donor_name, 'Ada Lovelace');
  await house.auditClean();
});

test('asks whom to erase, and knows no gift that is none', async () => {
  const flags = { organization: undefined, mailFolder: join(folder, 'nothing') };
  for (const whom of [undefined, 'don_1', 'Ada']) {
    await assert.rejects(eraseCommand(database, whom, flags, terminal), /Say whom/);
  }
  const nobody = eraseCommand(database, 'don_00000000000000000000000000', flags, terminal);
  await assert.rejects(nobody, /There is no gift/);
  await eraseCommand(database, 'nobody@example.org', flags, terminal);
  assert.match(said(), /0 gifts/);
});
