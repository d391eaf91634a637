import { equal, match, ok } from 'node:assert/strict';
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
  [99.4, 'en', '99 cm'],
  [99.5, 'en', '1 m'],
  [100, 'en', '1 m'],
  [164, 'en', '1.6 m'],
  [164, 'de', '1,6 m'],
  [66, 'zh-CN', '66厘米'],
  [104, 'en', '1 m'],
  [105.1, 'en', '1.1 m'],
  [999, 'en', '10 m'],
  [1_000, 'en', '10 m'],
  [2_240, 'en', '22 m'],
  [2_250, 'ja', '23 m'],
  [164, 'pt-BR', '1,6 m'],
  [99, 'es', '99 cm'],
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
  ['2026-09-27', 'en', '60 days'],
  ['2026-01-26', 'de', '10 Monate'],
  ['2026-01-27', 'de', '9 Monate'],
  ['2024-11-27', 'en', '23 months'],
  ['2023-11-27', 'fr', '2 ans'],
  ['2016-02-29', 'en', '10 years'],
  ['1926-11-26', 'es', '100 años'],
  ['2026-11-25', 'ja', '1 日'],
  ['2025-01-01', 'pt-BR', '22 meses'],
];

for (const [since, locale, said] of ages) {
  test(`says in ${locale} how long ago ${since} was`, () => {
    equal(ageSaid(since, now, locale), said);
  });
}

test('says shares, counts, areas and countries as people read them', () => {
  equal(percentSaid(8_125, 'en'), '81.2%');
  equal(numberSaid(1_268, 'de'), '1.268');
  equal(areaSaid(10_423, 'en'), '1 hectare');
  match(areaSaid(104_230, 'fr'), /^10\s+hectares$/);
  equal(countrySaid('SN', 'en'), 'Senegal');
  equal(countrySaid('CN', 'zh-CN'), '中国');
  equal(countrySaid('ZZ', 'en').length > 0, true);
  equal(listSaid(['A', 'B', 'C'], 'en'), 'A, B, and C');
});

const shares: readonly [basisPoints: number, locale: string, said: string][] = [
  [0, 'en', '0%'],
  [9, 'en', '0%'],
  [10, 'en', '0.1%'],
  [2_900, 'en', '29%'],
  [8_000, 'fr', '80 %'],
  [8_129, 'de', '81,2 %'],
  [9_999, 'en', '99.9%'],
  [10_000, 'en', '100%'],
];

for (const [basisPoints, locale, said] of shares) {
  test(`says ${basisPoints} of 10,000 in ${locale} as ${said}`, () => {
    equal(percentSaid(basisPoints, locale).replace(/\s/g, ' '), said);
  });
}

test('says no share as more than it is, nor as a tenth of a percent less', () => {
  for (let basisPoints = 0; basisPoints <= 10_000; basisPoints += 1) {
    const said = Number(percentSaid(basisPoints, 'en').replace('%', '')) * 100;
    ok(said <= basisPoints + 1e-6 && said > basisPoints - 10, `${said} of ${basisPoints}`);
  }
});

test('says no age shorter the longer ago it was, and never two units for the same', () => {
  const dayMs = 86_400_000;
  const units = ['day', 'month', 'year'];
  let last = [0, -1];
  for (let days = 0; days < 3_000; days += 1) {
    const since = new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
    const [, count = '', unit = ''] =
      /^(\d+) (day|month|year)s?$/.exec(ageSaid(since, now, 'en')) ?? [];
    const said = [units.indexOf(unit), Number(count)];
    const [[unitBefore = 0, before = 0], [unitNow = 0, counted = 0]] = [last, said];
    ok(unitNow > unitBefore || (unitNow === unitBefore && counted >= before), `${since}: ${said}`);
    last = said;
  }
});

const areas: readonly [squareMetres: number, locale: string, said: string][] = [
  [0, 'en', '0 hectares'],
  [500, 'en', '0.05 hectares'],
  [12_400, 'en', '1.2 hectares'],
  [12_400, 'de', '1,2 Hektar'],
  [10_000, 'zh-CN', '1公顷'],
  [1_004_000, 'en', '100 hectares'],
  [12_345_678, 'en', '1,200 hectares'],
];

for (const [squareMetres, locale, said] of areas) {
  test(`says ${squareMetres} m² in ${locale} as ${said}`, () => {
    equal(areaSaid(squareMetres, locale), said);
  });
}

test('names all twelve months, each by a name of its own', () => {
  for (const locale of ['en', 'zh-CN', 'ar', 'de', 'es', 'fr', 'ja', 'pt-BR']) {
    const names = Array.from({ length: 12 }, (_, at) => monthName(at + 1, locale));
    equal(new Set(names).size, 12, locale);
  }
  equal(monthName(2, 'en'), 'February');
  equal(monthName(12, 'de'), 'Dezember');
});

test('says the first and the last day of a year as what they are', () => {
  equal(daySaid('2026-01-01', 'en'), 'Jan 1, 2026');
  equal(daySaid('2026-12-31', 'de'), '31.12.2026');
  equal(monthSaid('2026-12-31', 'fr'), 'décembre 2026');
  equal(monthSaid('2027-01-01', 'ja'), '2027年1月');
});

const lists: readonly [names: readonly string[], locale: string, said: string][] = [
  [[], 'en', ''],
  [['A'], 'en', 'A'],
  [['A', 'B'], 'de', 'A und B'],
  [['A', 'B', 'C'], 'es', 'A, B y C'],
  [['甲', '乙'], 'zh-CN', '甲和乙'],
];

for (const [names, locale, said] of lists) {
  test(`says ${names.length} names in ${locale} as "${said}"`, () => {
    equal(listSaid(names, locale), said);
  });
}

test('says a day as the calendar has it, wherever the reader is', () => {
  equal(daySaid('2026-04-05', 'en'), 'Apr 5, 2026');
  equal(monthSaid('2027-04-12', 'en'), 'April 2027');
  equal(monthName(11, 'es'), 'noviembre');
  equal(monthName(1, 'zh-CN'), '一月');
  match(timeSaid('2026-11-23T08:00:00.000Z', 'en'), /Nov 2[23], 2026, .*\d:\d\d/);
});
