import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostItsBrowser, notOpened } from './lost.ts';

const navigatedTo = (address: string) =>
  `Tests were interrupted because the page navigated to ${address}. This can happen when clicking a link, submitting a form or interacting with window.location.`;

// As the runner says them, word for word.
const own = navigatedTo('http://localhost:39645/?wtr-session-id=g__Xmj6TWrkz5aHuZhblO');
const disconnected = 'Tests were interrupted because the browser disconnected.';
const results = { name: '', suites: [], tests: [] };

const lost: Record<string, string[]> = {
  'its web socket, with the page where it was': [own],
  'its web socket': [disconnected],
  'its browser at the start': [
    'The browser was unable to create and start a test page after 60000ms. You can increase this timeout with the browserStartTimeout option.',
  ],
  'its browser before the tests began': [
    'Browser tests did not start after 60000ms You can increase this timeout with the testsStartTimeout option. Check the browser logs or open the browser in debug mode for more information.',
  ],
  'its browser before the page was there': [`${notOpened}: invalid session id`],
  'its browser, which did not end either': [disconnected, 'Timed out stopping the browser page'],
};

for (const [what, messages] of Object.entries(lost)) {
  test(`runs a file again that lost ${what}`, () => {
    assert.ok(lostItsBrowser({ errors: messages.map((message) => ({ message })) }));
  });
}

const failed: Record<string, string[]> = {
  'went to another page': [navigatedTo('http://localhost:39645/thanks')],
  'submitted a form': [navigatedTo('http://localhost:39645/?amount=5')],
  'came back with something in its address': [
    navigatedTo('http://localhost:39645/?wtr-session-id=g__Xmj6TWrkz5aHuZhblO&paid=1'),
  ],
  'followed a link within its page': [
    navigatedTo('http://localhost:39645/?wtr-session-id=g__Xmj6TWrkz5aHuZhblO#top'),
  ],
  'went to a page that is none of the runner’s': [navigatedTo('another origin')],
  'was reloaded': [
    'Tests were interrupted because the page was reloaded. This can happen when clicking a link, submitting a form or interacting with window.location.',
  ],
  'did not end': [
    'Browser tests did not finish within 180000ms. You can increase this timeout with the testsFinishTimeout option. Check the browser logs or open the browser in debug mode for more information.',
  ],
  'could not be imported': ['Could not import your test module.'],
  'lost its browser and had an error beside it': [disconnected, 'x is not defined'],
  'ended without a word': [],
};

for (const [what, messages] of Object.entries(failed)) {
  test(`does not run a file again that ${what}`, () => {
    assert.equal(lostItsBrowser({ errors: messages.map((message) => ({ message })) }), false);
  });
}

test('does not run a file again that has results', () => {
  const errors = [{ message: disconnected }];
  assert.equal(lostItsBrowser({ errors, testResults: results }), false);
});
