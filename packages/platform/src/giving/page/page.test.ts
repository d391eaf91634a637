import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Id, type Project, testCards } from '@kindcart/contract';
import { hostileTexts } from '@kindcart/contract/conformance';
import { addOrganization, issueKey } from '../../access/records.ts';
import { attributesOf, leadsTo, type ReadPage, read, submit } from '../../pages/testing/donor.ts';
import { testDatabase, testId, testIds, testPlatform } from '../../testing/platform.ts';
import { insertProject } from '../projects/records.ts';

const database = await testDatabase();
const script = { src: '/sdk/kindcart.js', integrity: 'sha384-abc' };
const house = await testPlatform(database, { pageScript: async () => script });
const { stage, a } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const usd = (amount: number) => ({ amount, currency: 'USD' });
const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);
const visit = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
  read(await ask(path, { headers }));
const pathOf = ({ id }: Pick<Project, 'id'>) => `/give/${id}`;
const project = await stage.project();

async function donations(id = project.id) {
  return database.db.selectFrom('donation').selectAll().where('project_id', '=', id).execute();
}

/** Pays on the sandbox's page that an answer leads to, and waits until the platform knows. */
async function pay(response: Response, number: string, state: string): Promise<ReadPage> {
  const there = await visit(leadsTo(response));
  const paid = await submit(ask, there, { number, expiry: '12/89', cvc: '123' });
  let next = leadsTo(paid);
  while (next.startsWith('/sandbox/')) {
    const response = await ask(next);
    if (response.status === 303) {
      next = leadsTo(response);
      continue;
    }
    const hrefs = attributesOf((await read(response)).html, 'href');
    next = hrefs.find((href) => href.includes('/thanks'))?.replace('http://localhost', '') ?? '';
  }
  const id = new URL(next, 'http://localhost').searchParams.get('donation');
  await stage.context.waitUntil(`gift to be ${state}`, async () => {
    const row = await database.db
      .selectFrom('donation')
      .select('state')
      .where('id', '=', id as Id<'donation'>)
      .executeTakeFirst();
    return row?.state === state ? row : undefined;
  });
  return visit(next);
}

test('shows the project, its progress and the whole form without scripts', async () => {
  const page = await visit(`${pathOf(project)}?lang=en`);
  assert.equal(page.status, 200);
  assert.match(page.text, /A project of A .*Clean water for Shuanghe.*\$0 raised of \$10,000/);
  assert.match(page.text, /\$10 \$10\.61 with the fee \$50 \$51\.80 with the fee/);
  assert.match(page.text, /The fee is 2\.9% \+ \$0\.30 of what you pay\./);
  assert.match(page.text, /Test mode No real money moves\./);
  assert.match(page.html, /<html lang="en" dir="ltr">/);
  assert.match(page.html, /<meta name="robots" content="noindex">/);
  assert.deepEqual(
    attributesOf(page.html, 'name').filter((name) => /^[a-z]+[A-Z]?[a-z]*$/.test(name)),
    [
      'viewport',
      'robots',
      'description',
      'formKey',
      'interval',
      'interval',
      'interval',
      'amount',
      'amount',
      'amount',
      'ownAmount',
      'coverFee',
      'donorName',
      'anonymous',
      'email',
      'news',
      'message',
      'dedicationKind',
      'dedicationKind',
      'dedicationName',
      'recipientName',
      'recipientEmail',
      'cardMessage',
    ],
  );
  assert.match(page.html, /name="interval" value="once" checked/);
  assert.doesNotMatch(page.html, / style=|<script(?! type="module" src)/);
});

test('has the elements around it, with a key and the hash of their script', async () => {
  const { html } = await visit(pathOf(project));
  assert.match(html, new RegExp(`<kind-progress project="${project.id}"><p class="figures">`));
  assert.match(html, new RegExp(`<kind-donate-form project="${project.id}"><h2`));
  assert.match(
    html,
    new RegExp(
      `<script type="module" src="/sdk/kindcart.js" integrity="sha384-abc" data-key="${a.test.publishable}">`,
    ),
  );
});

test('has no elements for an organization without a key, and works', async () => {
  const organizationId = await addOrganization(database.db, testIds, 'Keyless');
  const id = testId('project');
  const book = { organizationId, livemode: false };
  await insertProject(database.db, book, id, { ...project, closesAt: null }, new Date());
  await issueKey(database.db, testIds, { ...book, kind: 'secret', origins: [], label: 'x' });
  const page = await visit(pathOf({ id }));
  assert.doesNotMatch(page.html, /<kind-|<script/);
  assert.match(leadsTo(await submit(ask, page, { amount: '5000' })), /^\/sandbox\/pay\/pay_/);
});

const spoken: readonly [query: string, header: string, lang: string, dir: string][] = [
  ['', 'zh-TW,zh;q=0.9', 'zh-CN', 'ltr'],
  ['?lang=ar', 'zh-TW', 'ar', 'rtl'],
  ['', 'ko', 'en', 'ltr'],
  ['?lang=xx', 'de-CH', 'de', 'ltr'],
];

for (const [query, header, lang, dir] of spoken) {
  test(`speaks ${lang} with one who asks for ${query || 'nothing'} and ${header}`, async () => {
    const { html, headers } = await visit(`${pathOf(project)}${query}`, {
      'Accept-Language': header,
    });
    assert.match(html, new RegExp(`<html lang="${lang}" dir="${dir}">`));
    assert.match(html, new RegExp(`action="/give/${project.id}\\?lang=${lang}#give"`));
    assert.equal(headers.get('vary'), 'Accept-Language');
  });
}

test('is kept for going back, and never for another visitor', async () => {
  const [one, two] = [await visit(pathOf(project)), await visit(pathOf(project))];
  assert.equal(one.headers.get('cache-control'), 'private, no-cache');
  const keys = [one, two].map(({ html }) => /name="formKey" value="([^"]+)"/.exec(html)?.[1]);
  assert.notEqual(keys[0], keys[1]);
});

for (const path of [
  '/give/prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
  '/give/prj_x',
  '/give/%3Cscript%3E',
  '/give/don_01k9p4m8q2fz3t6v8w0x2y4z6a',
]) {
  test(`says that ${path} cannot be found, in words`, async () => {
    for (const method of ['GET', 'POST']) {
      const page = await read(
        await ask(path, {
          method,
          headers: {
            'Accept-Language': 'fr',
            'Sec-Fetch-Site': 'same-origin',
            'Content-Type': 'application/x-www-form-urlencoded',
          },
          ...(method === 'POST' && { body: 'amount=5000' }),
        }),
      );
      assert.equal(page.status, 404);
      assert.match(page.text, /Ce projet est introuvable/);
    }
  });
}

test('says that a closed project is closed, and takes nothing', async () => {
  const closing = await stage.project();
  const open = await visit(`${pathOf(closing)}?lang=en`);
  await stage.ask('closeProject', { params: { projectId: closing.id } });
  const closed = await visit(`${pathOf(closing)}?lang=en`);
  assert.equal(closed.status, 200);
  assert.match(closed.text, /This project is closed and takes no more gifts\./);
  assert.doesNotMatch(closed.html, /<form|<kind-donate-form/);
  const late = await read(await submit(ask, open, { amount: '5000' }));
  assert.equal(late.status, 409);
  assert.match(late.text, /This project is closed/);
  assert.deepEqual(await donations(closing.id), []);
});

test('says a fault beside its field, and keeps what was typed', async () => {
  const page = await visit(`${pathOf(project)}?lang=de`);
  const typed = {
    amount: 'own',
    ownAmount: '0,50 "',
    donorName: '<Mei>',
    message: '\n</textarea>',
    coverFee: '1',
  };
  const back = await read(await submit(ask, page, typed));
  assert.equal(back.status, 422);
  assert.match(back.text, /Bitte prüfen Sie, was unten markiert ist\./);
  assert.match(back.html, /aria-invalid="true"/);
  assert.match(back.html, /id="amount-error">Geben Sie den Betrag in Ziffern ein, zum Beispiel 10/);
  assert.deepEqual(
    attributesOf(back.html, 'value').filter((value) => /0,50|Mei/.test(value)),
    ['0,50 "', '<Mei>'],
  );
  assert.match(back.html, />\n&lt;\/textarea&gt;<\/textarea>/);
  assert.match(back.html, /value="own" checked/);
  assert.match(back.html, /name="coverFee"[^>]* checked/);
  assert.doesNotMatch(back.html, /<kind-donate-form/, 'a fresh form would have lost it');
  const small = await read(await submit(ask, back, { ownAmount: '0,50', amount: 'own' }));
  assert.match(small.text, /Der kleinste Betrag ist 1/);
  assert.deepEqual(await donations(), []);
});

test('makes the gift that was chosen, and shows it when it has arrived', async () => {
  const page = await visit(`${pathOf(project)}?lang=en`);
  const fields = { amount: '5000', coverFee: '1', donorName: 'Mei', message: 'one\r\ntwo' };
  const thanks = await pay(await submit(ask, page, fields), testCards.succeeds, 'succeeded');
  assert.match(
    thanks.text,
    /Thank you! Your gift of \$50\.00 has arrived\. \$51\.80 was charged\. Reference don_/,
  );
  assert.equal(thanks.headers.get('referrer-policy'), 'no-referrer');
  assert.doesNotMatch(thanks.html, /http-equiv|Mei/);
  const [row, ...others] = await donations();
  assert.deepEqual(others, []);
  assert(row);
  const { gift_amount, fee_cover_amount, donor_name, anonymous, message, provider, livemode } = row;
  assert.deepEqual(
    { gift_amount, fee_cover_amount, donor_name, anonymous, message, provider, livemode },
    {
      gift_amount: 5_000,
      fee_cover_amount: 180,
      donor_name: 'Mei',
      anonymous: false,
      message: 'one\ntwo',
      provider: 'sandbox',
      livemode: false,
    },
  );
  const again = await submit(ask, page, fields);
  assert.match(leadsTo(again), new RegExp(`^/give/${project.id}/thanks\\?donation=${row.id}`));
  assert.equal((await donations()).length, 1, 'the same form again is the same gift');
});

test('makes one gift of a form that is sent five times at once, and leads all to it', async () => {
  const twice = await stage.project();
  const page = await visit(pathOf(twice));
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => submit(ask, page, { amount: '1000' })),
  );
  const places = new Set(answers.map(leadsTo));
  assert.equal(places.size, 1);
  const later = await submit(ask, page, { amount: '1000' });
  assert.deepEqual(leadsTo(later), [...places][0]);
  assert.equal((await donations(twice.id)).length, 1);
});

test('makes another gift when the same page is sent with another choice', async () => {
  const two = await stage.project();
  const page = await visit(pathOf(two));
  const [one, other] = [
    await submit(ask, page, { amount: '1000' }),
    await submit(ask, page, { amount: '5000' }),
  ];
  assert.notEqual(leadsTo(one), leadsTo(other));
  assert.deepEqual(
    (await donations(two.id)).map(({ gift_amount }) => gift_amount).sort(),
    [1_000, 5_000],
  );
});

test('asks to send a form again that has no key of its own', async () => {
  const page = await visit(`${pathOf(project)}?lang=en`);
  for (const formKey of ['', 'short', 'x'.repeat(65), '../../../../../etc/passwd']) {
    const back = await read(await submit(ask, page, { amount: '5000', formKey }));
    assert.equal(back.status, 400, formKey);
    assert.match(back.text, /Nothing was charged/);
    assert.match(back.html, /value="5000" checked/);
    assert.match(leadsTo(await submit(ask, back, { amount: '5000' })), /^\/sandbox\/pay/);
  }
});

const origins: readonly [
  what: string,
  headers: Readonly<Record<string, string>>,
  status: number,
][] = [
  ['the same origin', { 'Sec-Fetch-Site': 'same-origin' }, 303],
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a neighbour on the same site', { 'Sec-Fetch-Site': 'same-site' }, 403],
  [
    'another site that names our origin',
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost' },
    403,
  ],
  ['an old browser on our host', { Origin: 'http://give.example', Host: 'give.example' }, 303],
  ['an old browser elsewhere', { Origin: 'https://evil.example', Host: 'give.example' }, 403],
  ['a frame without an origin', { Origin: 'null', Host: 'give.example' }, 403],
  ['nowhere', {}, 403],
];

for (const [what, headers, status] of origins) {
  test(`answers a post from ${what} with ${status}`, async () => {
    const page = await visit(`${pathOf(project)}?lang=en`);
    const response = await submit(ask, page, { amount: '1000' }, headers);
    assert.equal(response.status, status);
    if (status === 403)
      assert.match((await read(response)).text, /This form came from another site/);
  });
}

test('takes a choice from a link, and gives it back after a decline', async () => {
  const page = await visit(`${pathOf(project)}?amount=12.34&coverFee=1&anonymous=1&lang=fr`);
  assert.match(page.html, /name="ownAmount" value="12,34"/);
  const fields = { amount: 'own', ownAmount: '12,34', coverFee: '1', anonymous: '1' };
  for (const number of [testCards.declined, testCards.insufficientFunds]) {
    const thanks = await pay(
      await submit(ask, page, { ...fields, message: number }),
      number,
      'failed',
    );
    assert.match(
      thanks.text,
      /Le paiement n’a pas abouti La carte a été refusée\..* Rien n’a été débité\./,
    );
    const [again = ''] = attributesOf(thanks.html, 'href').filter((href) => /amount=/.test(href));
    assert.equal(again, `${pathOf(project)}?amount=12.34&coverFee=1&anonymous=1&lang=fr#give`);
  }
});

test('looks again by itself while the payment is on its way, and only then', async () => {
  const page = await visit(`${pathOf(project)}?lang=en`);
  leadsTo(await submit(ask, page, { amount: '1000', message: 'waits' }));
  const row = (await donations()).find(({ message }) => message === 'waits');
  const path = `${pathOf(project)}/thanks?donation=${row?.id}&lang=en`;
  const waiting = await visit(path);
  assert.match(
    waiting.html,
    /<meta http-equiv="refresh" content="2; url=\?donation=don_\w+&amp;lang=en">/,
  );
  assert.match(waiting.text, /Your payment is on its way.*You have not paid yet\? Start again/);
  await stage.context.advance?.(61 * 60_000);
  const expired = await visit(path);
  assert.match(
    expired.text,
    /The payment was not finished in time\. Nothing was charged\. Try again/,
  );
  assert.doesNotMatch(expired.html, /http-equiv/);
});

test('says what was given back', async () => {
  const made = await stage.gave(project, testCards.succeeds, 'succeeded');
  await stage.refunded(await stage.refund(made, usd(2_000)), 'succeeded');
  const path = `${pathOf(project)}/thanks?donation=${made.donation.id}&lang=en`;
  await stage.settled(made, 'partially_refunded');
  assert.match((await visit(path)).text, /\$50\.00 has arrived\. \$20\.00 of it was given back\./);
});

test('knows no gift of another project, and none by a broken link', async () => {
  const other = await stage.project();
  const { donation } = await stage.begin(other);
  for (const id of [donation.id, 'don_x', '', `${donation.id}x`]) {
    const page = await visit(`${pathOf(project)}/thanks?donation=${id}&lang=en`);
    assert.equal(page.status, 404, id);
    assert.match(page.text, /This gift cannot be found/);
  }
});

test('says in words that live gifts cannot be taken where no provider is', async () => {
  const live = await stage.project({}, { key: a.live.secret });
  const page = await visit(`${pathOf(live)}?lang=en`);
  assert.match(page.text, /Giving is not possible here at the moment\./);
  assert.doesNotMatch(page.html, /<form|noindex|Test mode/);
  assert.match(
    page.html,
    new RegExp(`<link rel="canonical" href="http://localhost${pathOf(live)}">`),
  );
});

test('lets no text of others run, lead anywhere or leave its place', async () => {
  const texts = [
    ...hostileTexts,
    `"><script>window.ran=1</script><img src=x onerror=alert(1)>`,
    `' onload='x`,
  ];
  for (const text of texts) {
    const usable = text.replaceAll(/(?![\n\t])\p{Cc}|\p{Surrogate}/gu, '').slice(0, 100) || 'x';
    const organizationId = await addOrganization(database.db, testIds, usable);
    const id = testId('project');
    const told = { title: usable, summary: usable, story: `${usable}\n\n${usable}` };
    const images = [{ url: `javascript:alert(1)//${usable}`, alt: usable }];
    const book = { organizationId, livemode: false };
    await insertProject(
      database.db,
      book,
      id,
      { ...project, ...told, images, closesAt: null },
      new Date(),
    );
    await issueKey(database.db, testIds, { ...book, kind: 'publishable', origins: [], label: 'x' });
    const page = await visit(`${pathOf({ id })}?lang=en`);
    const back = await read(
      await submit(ask, page, {
        amount: 'own',
        ownAmount: usable,
        donorName: usable,
        message: usable,
        email: usable,
        dedicationName: usable,
        recipientName: usable,
        recipientEmail: usable,
        cardMessage: usable,
        referrer: usable,
        utm_source: usable,
      }),
    );
    for (const { html, headers } of [page, back]) {
      const scripts = html.match(/<script/g) ?? [];
      assert.equal(scripts.length, 1, usable);
      assert.doesNotMatch(html.replaceAll(/"[^"]*"/g, '""'), /<[^>]*\son\w+=/i, usable);
      for (const address of [
        ...attributesOf(html, 'href'),
        ...attributesOf(html, 'src'),
        ...attributesOf(html, 'action'),
      ]) {
        assert.match(address, /^(\/(give|sdk)\/|http:\/\/localhost\/give\/)/, usable);
      }
      assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe|javascript/);
    }
  }
});

test('shows a picture that may be loaded, and lets the policy know its origin', async () => {
  const seen = await stage.project({
    images: [{ url: 'https://images.example/a.jpg', alt: 'A "well"' }],
  });
  const { html, headers } = await visit(pathOf(seen));
  assert.match(
    html,
    /<img class="picture" src="https:\/\/images\.example\/a\.jpg" alt="A &quot;well&quot;"/,
  );
  assert.match(html, /<meta property="og:image" content="https:\/\/images\.example\/a\.jpg">/);
  assert.match(
    headers.get('content-security-policy') ?? '',
    /img-src 'self' https:\/\/images\.example;/,
  );
});
