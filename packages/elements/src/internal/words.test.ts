import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../locales/en.ts';
import { zhCn } from '../locales/zh-cn.ts';
import { loadWords } from './load-words.ts';
import { wordsNow } from './words.ts';

test('has English at once, for its own variants and for languages that it lacks', () => {
  for (const locale of ['en', 'en-GB', 'EN', 'eo', 'constructor']) equal(wordsNow(locale, en), en);
});

test('fetches another language once, for all its variants', async () => {
  equal(wordsNow('zh-CN', en), undefined);
  const [first, second] = await Promise.all([loadWords('zh-CN'), loadWords('zh-Hans-SG')]);
  equal(first, zhCn);
  equal(second, zhCn);
  equal(wordsNow('zh', en), zhCn);
});

/** Every line of a language by its path; functions are called with what their parameters stand for. */
function lines(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = `${path}${name}`;
    if (typeof value === 'string') return [[key, value] as [string, string]];
    if (typeof value === 'function') return [[key, String(value(2, '2', '3'))] as [string, string]];
    return lines(Object(value), `${key}.`);
  });
}

for (const words of [en, zhCn]) {
  test(`${words.lang} says something in every line`, () => {
    const empty = lines(words).filter(
      ([, text]) => text.trim() === '' || text.includes('undefined'),
    );
    deepEqual(empty, []);
  });
}

test('English counts one and many', () => {
  equal(en.progress.donations(1, '1'), '1 gift');
  equal(en.progress.donations(0, '0'), '0 gifts');
  equal(en.progress.daysLeft(1, '1'), '1 day left');
  equal(en.form.charactersLeft(1, '1'), '1 character left');
});
