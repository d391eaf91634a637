import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { isAuthorsMatter, reportToAuthor } from './report.ts';
import { until } from './testing/stage.ts';

function listen(t: TestContext): string[] {
  const real = console.error;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  t.after(() => {
    console.error = real;
  });
  return lines;
}

test('says what to do, and says it once', async (t) => {
  const lines = listen(t);
  reportToAuthor('kind-progress', 'key_secret');
  reportToAuthor('kind-progress', 'key_secret');
  reportToAuthor('kind-progress', 'key_missing');
  await until(() => lines.length > 1, 'two lines');
  equal(lines.length, 2);
  match(lines[0] ?? '', /^Kindcart: <kind-progress>: .*Revoke it now.*publishable key \(pk_…\)/);
});

test('passes the platform’s own sentence on', (t) => {
  const lines = listen(t);
  reportToAuthor('kind-donate-form', { message: 'This key was revoked.' });
  deepEqual(lines, ['Kindcart: <kind-donate-form>: This key was revoked.']);
});

test('tells what an author can mend from what a donor can', () => {
  equal(isAuthorsMatter('origin_not_allowed'), true);
  equal(isAuthorsMatter('card_declined'), false);
  equal(isAuthorsMatter('network_error'), false);
});
