// Whatever is asked of a page, it answers with a page or leads to one, and the platform does not fail.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { hostileText } from '../testing/hostile.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { leadsTo, read, submit } from './testing/donor.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const runs = { numRuns: 150 };
const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const project = await house.stage.project({ images: [] });
const page = await read(await ask(`/give/${project.id}`));
const payPath = leadsTo(await submit(ask, page, { amount: '5000' }));
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());

async function isAnswered(response: Response): Promise<void> {
  assert(response.status < 500, `${response.status} ${await response.clone().text()}`);
  if (response.status === 303) {
    assert.match(leadsTo(response), /^\/(give|sandbox)\//);
    return;
  }
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
  const html = await response.text();
  assert.doesNotMatch(html, /<script|<img|undefined|\[object/);
  assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'/);
}

test('answers any query of a project, a result and a payment', async () => {
  const paths = [`/give/${project.id}`, `/give/${project.id}/thanks`, payPath.replace(/\?.*/, '')];
  const names = ['lang', 'amount', 'coverFee', 'donation', 'secret', 'x'];
  const query = fc.array(fc.tuple(fc.constantFrom(...names), hostileText), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), query, async (path, pairs) => {
      const text = pairs
        .map(([name, value]) => `${name}=${encoded(value.slice(0, 500))}`)
        .join('&');
      await isAnswered(await ask(`${path}?${text}`));
    }),
    runs,
  );
});

test('answers any form that is posted to a project, and any card', async () => {
  const names = [
    'formKey',
    'amount',
    'ownAmount',
    'donorName',
    'message',
    'number',
    'expiry',
    'cvc',
    'answer',
  ];
  const form = fc.array(fc.tuple(fc.constantFrom(...names), hostileText), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(`/give/${project.id}`, payPath), form, async (path, pairs) => {
      const body = pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'same-origin',
      };
      await isAnswered(await ask(path, { method: 'POST', headers, body }));
    }),
    runs,
  );
});

test('answers any language that is asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'azAZ-*,;=q.019 ') }), async (header) => {
      await isAnswered(
        await ask(`/give/${project.id}`, { headers: { 'Accept-Language': header } }),
      );
    }),
    runs,
  );
});
