import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStep, readStates } from './states.ts';

const steps: [string, object][] = [
  [
    'click kind-donate-button >>> button',
    { verb: 'click', selector: 'kind-donate-button >>> button' },
  ],
  ['press Shift+Tab', { verb: 'press', key: 'Shift+Tab' }],
  ['wait [role=alert]', { verb: 'wait', selector: '[role=alert]' }],
  ['fill input[name=a] = 12,5', { verb: 'fill', selector: 'input[name=a]', text: '12,5' }],
  ['fill [a = "b"] = c', { verb: 'fill', selector: '[a = "b"]', text: 'c' }],
];

for (const [line, step] of steps) {
  test(`reads "${line}"`, () => assert.deepEqual(parseStep(line), step));
}

for (const line of ['', 'click', 'fill input', 'drag a b', 'sleep 5']) {
  test(`takes "${line}" for no step`, () => {
    assert.throws(() => parseStep(line), /is no step/);
  });
}

test('reads the states of a module in their order', () => {
  const states = {
    ready: { html: '<kind-progress></kind-progress>' },
    loading: { html: (locale: string) => locale, answers: { getProject: 'pending' } },
    refused: {
      html: '',
      answers: { createDonation: { status: 422, body: {} }, listProjects: 'offline' },
      act: ['click button'],
      stripe: 'declined',
    },
  };
  assert.deepEqual(Object.keys(readStates('a.states.ts', { states })), Object.keys(states));
});

const mistakes: [string, object, RegExp][] = [
  ['no states', {}, /a\.states\.ts exports no `states`/],
  ['no markup', { states: { one: {} } }, /another shape: one/],
  [
    'an endpoint that there is none of',
    { states: { one: { html: '', answers: { getProjcet: 'pending' } } } },
    /another shape: one/,
  ],
  [
    'an answer without a body',
    { states: { fine: { html: '' }, two: { html: '', answers: { getProject: { status: 500 } } } } },
    /another shape: two\./,
  ],
  [
    'no name of what Stripe plays',
    { states: { one: { html: '', stripe: true } } },
    /another shape: one/,
  ],
  ['steps that are none', { states: { one: { html: '', act: ['jump'] } } }, /"jump" is no step/],
];

for (const [name, module, message] of mistakes) {
  test(`says when there is ${name}`, () => {
    assert.throws(() => readStates('a.states.ts', module), message);
  });
}
