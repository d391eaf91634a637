// Whose tree it is to be: what is asked, with which marks, and what each field says.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fill } from '../../internal/testing/stage.ts';
import { adopting as words } from '../../locales/adopting.en.ts';
import { hostile } from '../testing.ts';
import { draw, wordsIn } from './testing.ts';
import { type WhoModel, whoView } from './who-view.ts';
import { emptyWish, type WishDraft, wishMax } from './wish.ts';

const price = { amount: 2_500, currency: 'CNY' };

function drawWho(t: TestContext, draft: Partial<WishDraft> = {}, model: Partial<WhoModel> = {}) {
  const edits: Partial<WishDraft>[] = [];
  const sent: string[] = [];
  const whole = { words, locale: 'en', errors: {}, price, tree: 'Saxaul · Minqin', busy: false };
  const view = whoView(
    { ...whole, ...model, draft: { ...emptyWish, ...draft } },
    {
      edit: (change) => edits.push(change),
      hold: (event) => {
        event.preventDefault();
        sent.push(event.type);
      },
    },
  );
  const drawn = draw(t, view, model.locale === 'ar' ? 'rtl' : 'ltr');
  const field = (id: string) => {
    const found = drawn.one(`#${id}`);
    ok(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement, id);
    return found;
  };
  return { ...drawn, edits, sent, field };
}

test('says what is adopted and what it costs, above what is asked', (t) => {
  const { text, one } = drawWho(t);
  equal(text('h2#title'), 'Whose tree is it?');
  equal(text('[part=summary]'), 'Saxaul · Minqin CN¥25');
  equal(one('form')?.getAttribute('aria-labelledby'), 'title');
  equal(text('fieldset > legend'), 'Whose tree is it?');
});

const asked: readonly [WishDraft['kind'], fields: readonly string[]][] = [
  ['alone', []],
  ['gift', ['to', 'message', 'reveal']],
  ['team', ['shares', 'team-name']],
];

for (const [kind, fields] of asked) {
  test(`asks for a tree of the kind "${kind}" no more than ${fields.length} things`, (t) => {
    const { all } = drawWho(t, { kind });
    deepEqual(
      all('input:not([type=radio]), textarea').map(({ id }) => id),
      fields,
    );
    deepEqual(
      all('[type=radio]').map((radio) => radio instanceof HTMLInputElement && radio.checked),
      ['alone', 'gift', 'team'].map((each) => each === kind),
    );
    for (const id of fields) equal(all(`label[for=${id}]`).length, 1, id);
  });
}

for (const [place, kind] of (['alone', 'gift', 'team'] as const).entries()) {
  test(`tells that it is to be of the kind "${kind}"`, (t) => {
    const { all, edits } = drawWho(t, { kind: kind === 'alone' ? 'gift' : 'alone' });
    const radio = all('[type=radio]')[place];
    ok(radio instanceof HTMLInputElement);
    radio.click();
    deepEqual(edits, [{ kind }]);
  });
}

const typed: readonly [WishDraft['kind'], id: string, text: string, edit: Partial<WishDraft>][] = [
  ['gift', 'to', ' 奶奶 ', { to: ' 奶奶 ' }],
  ['gift', 'message', 'Grow\nwell', { message: 'Grow\nwell' }],
  ['gift', 'reveal', '2027-04-05', { revealOn: '2027-04-05' }],
  ['gift', 'reveal', '31 April', { revealOn: '' }],
  ['team', 'shares', '٥', { shares: '٥' }],
  ['team', 'team-name', hostile, { teamName: hostile }],
];

for (const [kind, id, text, edit] of typed) {
  test(`tells what is typed into ${id}: ${JSON.stringify(text).slice(0, 30)}`, (t) => {
    const { field, edits } = drawWho(t, { kind });
    fill(field(id), text);
    deepEqual(edits, [edit]);
  });
}

test('shows again what was typed, as it was', (t) => {
  const message = `${hostile}\n${hostile}`;
  const { field, one } = drawWho(t, { kind: 'gift', to: hostile, message });
  deepEqual([field('to').value, field('message').value], [hostile, message]);
  equal(one('img'), null);
});

test('takes no more than the platform does', (t) => {
  const gift = drawWho(t, { kind: 'gift' });
  const team = drawWho(t, { kind: 'team' });
  deepEqual(
    [
      gift.field('to').maxLength,
      gift.field('message').maxLength,
      team.field('team-name').maxLength,
    ],
    [wishMax.name, wishMax.message, wishMax.name],
  );
});

const lefts: readonly [message: string, said: string][] = [
  ['', '500 characters left'],
  ['x'.repeat(499), '1 character left'],
  ['x'.repeat(500), '0 characters left'],
  ['🌳', '498 characters left'],
];

for (const [message, said] of lefts) {
  test(`says of a message of ${message.length} units: ${said}`, (t) => {
    const { text } = drawWho(t, { kind: 'gift', message });
    equal(text('#message-left'), said);
  });
}

const mistakes: readonly [WishDraft['kind'], error: keyof WhoModel['errors'], id: string][] = [
  ['gift', 'to', 'to'],
  ['gift', 'revealOn', 'reveal'],
  ['team', 'shares', 'shares'],
];

for (const [kind, error, id] of mistakes) {
  test(`says beside ${id} what is wrong with it, and of no other field`, (t) => {
    const { all, field, text } = drawWho(t, { kind }, { errors: { [error]: 'That is wrong.' } });
    deepEqual(all('[aria-invalid=true]'), [field(id)]);
    ok(field(id).getAttribute('aria-describedby')?.split(' ').includes(`${id}-error`));
    equal(text(`#${id}-error`), 'That is wrong.');
    equal(all('.kind-error').length, 1);
  });
}

const each: readonly [shares: string, amount: number, currency: string, said: RegExp][] = [
  ['2', 2_500, 'CNY', /^Each pays CN¥12\.50\. You pay the first share/],
  ['3', 2_500, 'CNY', /^Each pays CN¥8\.33–CN¥8\.34\./],
  ['３', 2_500, 'CNY', /^Each pays CN¥8\.33–CN¥8\.34\./],
  ['20', 2_500, 'CNY', /^Each pays CN¥1\.25\./],
  ['3', 10, 'JPY', /^Each pays ¥3–¥4\./],
  ['21', 2_500, 'CNY', /^You pay the first share/],
  ['1', 2_500, 'CNY', /^You pay the first share/],
  ['', 2_500, 'CNY', /^You pay the first share/],
  ['two', 2_500, 'CNY', /^You pay the first share/],
];

for (const [shares, amount, currency, said] of each) {
  test(`says what each of "${shares}" pays of ${amount} ${currency}`, (t) => {
    const { text } = drawWho(t, { kind: 'team', shares }, { price: { amount, currency } });
    match(text('#shares-hint') ?? '', said);
  });
}

test('sends the form by its button, and by the return key in a field', (t) => {
  const { one, sent } = drawWho(t);
  const form = one('form');
  ok(form instanceof HTMLFormElement && form.noValidate, 'the page says itself what is wrong');
  form.requestSubmit();
  const button = one('[part=hold]');
  ok(button instanceof HTMLButtonElement);
  button.click();
  deepEqual(sent, ['submit', 'submit']);
});

for (const [busy, said] of [
  [false, words.adopting.hold],
  [true, words.adopting.holding],
] as const) {
  test(`says on its button that it ${busy ? 'asks for' : 'would hold'} a place`, (t) => {
    const { one, text } = drawWho(t, {}, { busy });
    equal(text('[part=hold]'), said);
    equal(one('[part=hold]')?.getAttribute('aria-disabled') === 'true', busy);
    equal(one('[part=hold]')?.hasAttribute('disabled'), false, 'focus stays on it');
  });
}

test('asks in Arabic, from right to left', async (t) => {
  const arabic = await wordsIn('ar');
  const { text, all, place } = drawWho(t, { kind: 'team' }, { words: arabic, locale: 'ar' });
  equal(text('h2'), 'لمن ستكون الشجرة؟');
  deepEqual(
    all('.segments label').map(({ textContent }) => textContent?.trim()),
    ['لي وحدي', 'هدية', 'لمجموعة'],
  );
  equal(getComputedStyle(place).direction, 'rtl');
  match(text('#shares-hint') ?? '', /يدفع كل شخص/);
});
