import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chordActions, parseChord, parseKey, textActions, webDriverKey } from './keys.ts';

test('reads chords in the order in which their keys go down', () => {
  assert.deepEqual(parseChord('Shift+Tab'), ['Shift', 'Tab']);
  assert.deepEqual(parseChord('Control+Shift+a'), ['Control', 'Shift', 'a']);
  assert.deepEqual(parseChord('Enter'), ['Enter']);
  assert.deepEqual(parseChord('+'), ['+']);
});

for (const name of ['', 'Return', 'ctrl', 'é', '李', 'toString']) {
  test(`knows no key called ${JSON.stringify(name)}`, () => {
    assert.throws(() => parseKey(name), /No key is called/);
  });
}

test('spells keys the way WebDriver does', () => {
  assert.equal(webDriverKey('Enter').codePointAt(0), 0xe007);
  assert.equal(webDriverKey('a'), 'a');
  assert.equal(webDriverKey('Space'), ' ');
});

test('lets go of a chord in reverse', () => {
  const shift = webDriverKey('Shift');
  const tab = webDriverKey('Tab');
  assert.deepEqual(chordActions('Shift+Tab'), [
    { type: 'keyDown', value: shift },
    { type: 'keyDown', value: tab },
    { type: 'keyUp', value: tab },
    { type: 'keyUp', value: shift },
  ]);
});

test('types character by character, not code unit by code unit', () => {
  assert.deepEqual(
    textActions('a😀').map(({ value }) => value),
    ['a', 'a', '😀', '😀'],
  );
});
