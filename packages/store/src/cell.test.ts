import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCell } from './cell.ts';

test('tells each listener of each change, and none of what is no change', () => {
  const cell = createCell(1);
  const heard: number[] = [];
  cell.subscribe(() => heard.push(cell.get()));
  cell.subscribe(() => heard.push(-cell.get()));
  cell.set(2);
  cell.set(2);
  cell.set(3);
  assert.deepEqual(heard, [2, -2, 3, -3]);
});

test('tells nothing at the time of subscribing', () => {
  createCell(1).subscribe(() => assert.fail());
});

test('tells a listener that was given twice twice, until each of the two ends', () => {
  const cell = createCell(0);
  let heard = 0;
  const listener = () => {
    heard += 1;
  };
  const end = cell.subscribe(listener);
  cell.subscribe(listener);
  cell.set(1);
  assert.equal(heard, 2);
  end();
  end();
  cell.set(2);
  assert.equal(heard, 3);
});

test('bears listeners that come and go while others are told', () => {
  const cell = createCell(0);
  const heard: string[] = [];
  const end = cell.subscribe(() => {
    heard.push('first');
    end();
    cell.subscribe(() => heard.push('late'));
  });
  cell.subscribe(() => heard.push('second'));
  cell.set(1);
  assert.deepEqual(heard, ['first', 'second']);
  cell.set(2);
  assert.deepEqual(heard, ['first', 'second', 'second', 'late']);
});
