import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { LitElement } from 'lit';
import { until } from '../../internal/testing/stage.ts';
import { TimeLeft } from './time-left.ts';

class Clockwork extends LitElement {
  readonly left = new TimeLeft(this);
  drawn = 0;

  override updated(): void {
    this.drawn += 1;
  }
}
customElements.define('x-clockwork', Clockwork);

function clockwork(t: TestContext) {
  const element = new Clockwork();
  document.body.append(element);
  t.after(() => {
    element.left.follow(undefined);
    element.remove();
  });
  return element;
}

test('counts the seconds that are left, and draws its host at each', async (t) => {
  const element = clockwork(t);
  element.left.follow(Date.now() + 2_400);
  equal(element.left.seconds, 3);
  await until(() => element.left.seconds === 1, 'a second');
  ok(element.drawn >= 2, `it was drawn ${element.drawn} times`);
  await until(() => element.left.seconds === 0, 'the end');
});

test('says the last minute aloud, once it has come, and not at first', async (t) => {
  const element = clockwork(t);
  element.left.follow(Date.now() + 60_900);
  equal(element.left.minutesSaid, undefined);
  await until(() => element.left.minutesSaid === 1, 'the minute');
  element.left.follow(Date.now() + 55_000);
  equal(element.left.minutesSaid, undefined);
});

test('counts on to the same time, and anew to another', (t) => {
  const element = clockwork(t);
  const untilMs = Date.now() + 300_000;
  element.left.follow(untilMs);
  const { seconds } = element.left;
  element.left.follow(untilMs);
  element.left.follow(untilMs + 100_000);
  deepEqual([seconds, element.left.seconds], [300, 400]);
});

test('counts no more when there is nothing to count', async (t) => {
  const element = clockwork(t);
  element.left.follow(Date.now() + 1_500);
  element.left.follow(undefined);
  const other = clockwork(t);
  other.left.follow(Date.now() + 1_500);
  await until(() => other.left.seconds === 0, 'the other');
  equal(element.left.seconds, 2);
});
