import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import {
  ageSaid,
  areaSaid,
  countrySaid,
  daySaid,
  lengthSaid,
  listSaid,
  monthName,
  monthSaid,
  numberSaid,
  percentSaid,
  timeSaid,
} from './measures.ts';

const lengths: readonly [cm: number, locale: string, said: string][] = [
  [0, 'en', '0 cm'],
  [7.6, 'en', '8 cm'],
  [99, 'en', '99 cm'],
  [100, 'en', '1 m'],
  [164, 'en', '1.6 m'],
  [164, 'de', '1,6 m'],
  [66, 'zh-CN', '66厘米'],
  [2_240, 'en', '22 m'],
];

for (const [cm, locale, said] of lengths) {
  test(`says ${cm} cm in ${locale} as ${said}`, () => {
    equal(lengthSaid(cm, locale), said);
  });
}

const now = new Date('2026-11-26T08:00:00Z');
const ages: readonly [since: string, locale: string, said: string][] = [
  ['2026-11-26', 'en', '0 days'],
  ['2026-11-25', 'en', '1 day'],
  ['2026-10-01', 'en', '56 days'],
  ['2026-09-26', 'en', '2 months'],
  ['2026-04-05', 'en', '7 months'],
  ['2024-11-26', 'en', '2 years'],
  ['2024-11-28', 'en', '23 months'],
  ['2018-04-05', 'zh-CN', '8年'],
  ['2018-04-05', 'ar-EG', '٨ سنوات'],
  ['2027-04-05', 'en', '0 days'],
];

for (const [since, locale, said] of ages) {
  test(`says in ${locale} how long ago ${since} was`, () => {
    equal(ageSaid(since, now, locale), said);
  });
}

test('says shares, counts, areas and countries as people read them', () => {
  equal(percentSaid(8_125, 'en'), '81.3%');
  equal(numberSaid(1_268, 'de'), '1.268');
  equal(areaSaid(10_423, 'en'), '1 hectare');
  match(areaSaid(104_230, 'fr'), /^10\s+hectares$/);
  equal(countrySaid('SN', 'en'), 'Senegal');
  equal(countrySaid('CN', 'zh-CN'), '中国');
  equal(countrySaid('ZZ', 'en').length > 0, true);
  equal(listSaid(['A', 'B', 'C'], 'en'), 'A, B, and C');
});

test('says a day as the calendar has it, wherever the reader is', () => {
  equal(daySaid('2026-04-05', 'en'), 'Apr 5, 2026');
  equal(monthSaid('2027-04-12', 'en'), 'April 2027');
  equal(monthName(11, 'es'), 'noviembre');
  equal(monthName(1, 'zh-CN'), '一月');
  match(timeSaid('2026-11-23T08:00:00.000Z', 'en'), /Nov 2[23], 2026, .*\d:\d\d/);
});
