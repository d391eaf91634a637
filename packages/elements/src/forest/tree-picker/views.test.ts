import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { monthName } from './choose.ts';
import { lengthText } from './growth-view.ts';
import { timeText } from './held-view.ts';
import { invitationTo, invitedTo } from './invitation.ts';
import { namesOf } from './names.ts';
import { plot, saxaul, tree } from './sample.testing.ts';
import { scopeOf } from './scope.ts';

const lengths: readonly [number, string, string][] = [
  [0.2, 'en', '1 cm'],
  [37.4, 'en', '37 cm'],
  [99.4, 'en', '99 cm'],
  [100, 'en', '1 m'],
  [1_214, 'de', '12,1 m'],
  [1_214, 'zh-CN', '12.1米'],
];

for (const [cm, locale, text] of lengths) {
  test(`says ${cm} centimetres in ${locale} as ${text}`, () => {
    equal(lengthText(cm, locale), text);
  });
}

const times: readonly [number, string, string][] = [
  [900, 'en', '15:00'],
  [872, 'en', '14:32'],
  [59, 'en', '0:59'],
  [1, 'de', '0:01'],
];

for (const [seconds, locale, text] of times) {
  test(`says ${seconds} seconds in ${locale} as ${text}`, () => {
    equal(timeText(seconds, locale), `\u2066${text}\u2069`);
  });
}

test('names months as a reader does', () => {
  deepEqual(
    [1, 12].map((month) => [
      monthName(month, 'en'),
      monthName(month, 'fr'),
      monthName(month, 'zh-CN'),
    ]),
    [
      ['January', 'janvier', '一月'],
      ['December', 'décembre', '十二月'],
    ],
  );
});

const id = 'adp_01k9p4n2c6fz3t6v8w0x2y4z7c';

test('invites by the address of the page, and reads that again', () => {
  const address = invitationTo(id);
  equal(invitedTo(new URL(address).hash), id);
  ok(address.startsWith(location.href.replace(/#.*/, '')));
});

for (const fragment of [
  '',
  '#',
  '#adopt=',
  '#adopt=prj_01k9p4n2c6fz3t6v8w0x2y4z7c',
  `#${id}`,
  `#adopt=${id}x`,
]) {
  test(`takes "${fragment}" for no invitation`, () => {
    equal(invitedTo(fragment), undefined);
  });
}

test('says what is known of an adoption, and nothing before', () => {
  const known = namesOf({ species: saxaul, plot, tree }, 'zh-CN');
  deepEqual(
    [known.species, known.plot, known.certificateUrl],
    ['梭梭', '民勤北缘', tree.certificateUrl],
  );
  deepEqual(namesOf(undefined, 'en'), {
    species: '',
    plot: '',
    season: null,
    certificateUrl: undefined,
  });
});

for (const [name, text, example] of [
  ['plot', 'plt_1', 'plt'],
  ['species', 'pine', 'spc'],
  ['project', 'plt_01k9p4n2c6fz3t6v8w0x2y4z7c', 'prj'],
] as const) {
  test(`tells the author that ${text} is no id of a ${name}`, () => {
    deepEqual(scopeOf({ [name]: text }), {
      fault: `the attribute ${name} is "${text}", and no id such as ${example}_….`,
    });
  });
}

test('narrows by what the author wrote', () => {
  deepEqual(scopeOf({ plot: plot.id }), {
    scope: { plotId: plot.id, speciesId: undefined, projectId: undefined },
  });
});
