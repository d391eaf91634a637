// PDF of names in every script: the glyphs are there, in the order in which they are read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visualRuns } from '../../pages/paper/bidi.ts';
import { fontFile, fontRuns } from '../../pages/paper/fonts.ts';
import { paperHtml, paperPolicy } from '../../pages/paper/html.ts';
import type { Paper } from '../../pages/paper/paper.ts';
import { paperPdf } from '../../pages/paper/pdf.ts';
import { charactersIn, streamsOf } from '../../pages/testing/pdf.ts';
import { receiptPaper, yearPaper } from './paper.ts';
import type { ReceiptRow } from './records.ts';

const row: ReceiptRow = {
  organization_id: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
  id: 'rcp_01k9p4n7g3fz3t6v8w0x2y4z6g',
  livemode: false,
  number: 42,
  donation_id: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
  revision: 1,
  kind: 'receipt',
  currency: 'CNY',
  amount: 4_180,
  gift_amount: 5_000,
  fee_cover_amount: 180,
  refunded_amount: 1_000,
  disputed_amount: 0,
  payment_version: 2,
  donor_name: '林晓 سارة 🐼',
  project_title: 'Clear water',
  language: 'zh-CN',
  organization_name: 'Clear Water',
  particulars: {
    legalName: '清水公益基金会',
    registrationNumber: '5310',
    address: '北京市\n建国路 1 号',
    signatureLine: '李伟',
    statement: '本收据可作为捐赠凭证。',
    donorPage: null,
  },
  given_at: new Date('2026-11-23T08:00:00Z'),
  issued_at: new Date('2026-11-23T08:00:06Z'),
  void_reason: null,
  voided_at: null,
};

const pagesIn = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length;

test('sets a Chinese, an Arabic and an emoji name in fonts that are in the file', async () => {
  const pdf = await paperPdf(receiptPaper(row));
  assert.equal(Buffer.from(pdf).subarray(0, 5).toString(), '%PDF-');
  const found = charactersIn(pdf);
  for (const character of '林晓清水测试🐼سر') assert.ok(found.has(character), character);
  assert.ok(pdf.length < 100_000, `${pdf.length} bytes`);
  assert.match(Buffer.from(pdf).toString('latin1'), /\/Lang \(zh-CN\)/);
});

test('says on every page that a test is one, however many pages there are', async () => {
  const paper: Paper = {
    ...receiptPaper(row),
    rows: Array.from({ length: 120 }, () => ['23 November 2026', 'Water '.repeat(20), '', '¥1.00']),
  };
  const pdf = await paperPdf(paper);
  const pages = pagesIn(pdf) ?? 0;
  assert.ok(pages > 3);
  const boxes = streamsOf(pdf).filter(
    (text) => / re\n(S|.*\nS)/s.test(text) && text.includes(' re\n'),
  );
  assert.equal(boxes.length, pages);
});

for (const [text, isRtlBase, wanted] of [
  ['Grace Hopper', false, ['Grace Hopper']],
  ['سارة محمد', true, ['سارة محمد']],
  ['مدرسة 12 ماء', true, [' ماء', '12', 'مدرسة ']],
  ['林 سارة (القاهرة) x', false, ['林 ', 'سارة )القاهرة(', ' x']],
  ['محمد (2024) الأول', true, ['( الأول', '2024', 'محمد )']],
  ['a\u202eb\u2066c', false, ['abc']],
  ['', false, []],
] as const) {
  test(`draws ${JSON.stringify(text)} as ${JSON.stringify(wanted)} from left to right`, () => {
    assert.deepEqual(
      visualRuns(text, isRtlBase).map((run) => run.text),
      wanted,
    );
  });
}

for (const [text, fonts] of [
  ['Grace', ['noto-sans-latin']],
  ['Łukasz', ['noto-sans-latin-ext', 'noto-sans-latin']],
  ['Nguyễn', ['noto-sans-latin', 'noto-sans-vietnamese', 'noto-sans-latin']],
  ['Ελένη', ['noto-sans-greek']],
  ['Мария', ['noto-sans-cyrillic']],
  ['मीरा', ['noto-sans-devanagari']],
  ['林晓', ['noto-sans-sc']],
  ['さくら', ['noto-sans-sc']],
  ['سارة', ['noto-naskh-arabic']],
  ['👩‍👩‍👧🐼', ['noto-emoji']],
] as const) {
  test(`finds ${text} in its fonts`, () => {
    const runs = fontRuns(text);
    assert.deepEqual(
      runs.map(({ font }) => font),
      fonts,
    );
    assert.equal(runs.map((run) => run.text).join(''), text);
  });
}

test('puts a mark where no font has a character, and says so on the paper', async () => {
  const [run] = fontRuns('한');
  assert.deepEqual(run, { font: 'noto-sans-sc', text: '〓', isMissing: true });
  const paper = receiptPaper({ ...row, language: 'en', donor_name: '한국' });
  assert.ok(charactersIn(await paperPdf(paper)).has('〓'));
});

test('unpacks each font once', () => {
  assert.equal(fontFile('noto-sans-latin'), fontFile('noto-sans-latin'));
});

test('keeps what was typed text on the page, and loads nothing but its own style', () => {
  const hostile = '</dd><script>alert(1)</script><img src=x onerror="alert(1)">';
  const told = { ...row, donor_name: hostile, project_title: hostile, organization_name: hostile };
  const html = paperHtml(receiptPaper({ ...told, particulars: null, kind: 'confirmation' }), 'a"b');
  assert.doesNotMatch(html, /<script|<img|href="a"b/);
  assert.match(paperPolicy, /^default-src 'none'; style-src 'sha256-[\w+/]+=*';/);
  assert.ok(html.includes('这') || html.includes('捐赠确认'));
});

test('tells of the parts that make up the amount, and of what took the place of a void one', () => {
  const { facts, marks, words } = receiptPaper({
    ...row,
    language: 'en',
    void_reason: 'partly_refunded',
    voided_at: new Date('2026-11-25'),
  });
  const factOf = (label: string) => facts.find(([one]) => one === label)?.[1];
  assert.match(factOf(words.gift) ?? '', /50\.00/);
  assert.match(factOf(words.refunded) ?? '', /-.*10\.00/);
  assert.match(factOf(words.total) ?? '', /41\.80/);
  assert.match(marks.join(), /TEST.*VOID since November 25, 2026/);
});

test('names the gift wherever something was added to it or went back, also where both are alike', () => {
  const labels = (changes: Partial<ReceiptRow>) => {
    const base = { fee_cover_amount: 0, refunded_amount: 0, disputed_amount: null } as const;
    const { facts } = receiptPaper({ ...row, ...base, language: 'en', ...changes });
    return facts.slice(5).map(([label]) => label);
  };
  const [gift, cover, back] = ['Gift', 'Payment fee, borne by the donor', 'Given back'];
  const bank = "Taken back by the donor's bank";
  assert.deepEqual(labels({ amount: 5_000 }), ['Amount received']);
  assert.deepEqual(labels({ amount: 5_000, fee_cover_amount: 180, refunded_amount: 180 }), [
    ...[gift, cover, back],
    'Amount received',
  ]);
  assert.deepEqual(labels({ amount: 3_000, disputed_amount: 2_000 }), [
    gift,
    bank,
    'Amount received',
  ]);
});

test('says of a year without gifts that there are none', () => {
  const year = { year: 2025, organizationName: 'A', language: 'en', livemode: true };
  const paper = yearPaper({ ...year, gifts: [], receipts: [], totals: [], now: new Date(0) });
  assert.deepEqual([paper.marks, paper.rows, paper.notes], [[], [], [paper.words.noGifts]]);
});
