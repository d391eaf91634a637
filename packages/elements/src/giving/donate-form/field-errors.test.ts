import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../locales/en.ts';
import { emptyDraft } from './draft.ts';
import { emailErrors, errorsAfter, isEmail, refusedFields } from './field-errors.ts';

const wrong = 'Write an e-mail address such as name@example.org.';

const addresses: readonly [text: string, isOne: boolean][] = [
  ['lin@example.org', true],
  [' lin+taps@mail.example.org ', true],
  ['林@例子.中国', true],
  ['lin', false],
  ['lin@example', false],
  ['lin at example.org', false],
  ['lin@example.org, bo@example.org', false],
  ['lin@example.org\nbcc: bo@example.org', false],
  ['@example.org', false],
  ['', false],
];

for (const [text, isOne] of addresses) {
  test(`takes ${JSON.stringify(text)} for ${isOne ? 'an' : 'no'} address`, () => {
    equal(isEmail(text), isOne);
  });
}

const drafts: readonly [email: string, interval: 'month' | null, error: string | undefined][] = [
  ['', null, undefined],
  [' ', 'month', en.form.emailNeeded],
  ['lin', null, wrong],
  ['lin', 'month', wrong],
  ['lin@example.org', 'month', undefined],
];

for (const [email, interval, error] of drafts) {
  test(`says of "${email}" for a gift ${interval ?? 'once'}: ${error ?? 'nothing'}`, () => {
    equal(emailErrors({ ...emptyDraft, email, interval }, en).email, error);
  });
}

test('puts what the platform refused where the donor typed it, and leaves out the rest', () => {
  const fields = [
    { field: 'details.email', message: 'is not an e-mail address' },
    { field: 'details.dedication.card.recipientEmail', message: 'is not an e-mail address' },
    { field: 'gift.amount', message: 'is below 100' },
  ];
  const error = { code: 'request_invalid', status: 422, message: '', retryable: false } as const;
  deepEqual(refusedFields({ ...error, fields, retryAfterMs: null, requestId: null }, en), {
    email: wrong,
    'dedication.card.recipientEmail': wrong,
  });
});

test('forgets an error once its field has changed, and all when it is another kind of gift', () => {
  const errors = { email: 'wrong', 'dedication.name': 'missing' };
  deepEqual(errorsAfter(errors, { email: 'x' }), { 'dedication.name': 'missing' });
  deepEqual(errorsAfter(errors, { dedication: null }), { email: 'wrong' });
  deepEqual(errorsAfter(errors, { name: 'x' }), errors);
  deepEqual(errorsAfter(errors, { interval: null }), {});
});
