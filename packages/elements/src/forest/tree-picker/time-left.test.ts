import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { LitElement } from 'lit';
import { catchTimeout } from '../../internal/testing/catch-timeout.ts';
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

/** Stops the page's clock, and returns what puts it forward and runs what is then due. */
function stopClock(t: TestContext, steps: readonly number[]): (ms: number) => void {
  const realNow = Date.now;
  let nowMs = realNow();
  Date.now = () => nowMs;
  t.after(() => {
    Date.now = realNow;
  });
  const runDue = catchTimeout(t, (ms) => steps.includes(ms));
  return (ms) => {
    nowMs += ms;
    runDue();
  };
}

test('counts the seconds that are left, and draws its host at each', async (t) => {
  const pass = stopClock(t, [400, 1_000]);
  const element = clockwork(t);
  const seen: (readonly [seconds: number, drawn: number])[] = [];
  const see = async () => {
    await element.updateComplete;
    seen.push([element.left.seconds, element.drawn]);
  };
  element.left.follow(Date.now() + 2_400);
  await see();
  for (const ms of [400, 1_000, 1_000]) {
    pass(ms);
    await see();
  }
  deepEqual(seen, [
    [3, 1],
    [2, 2],
    [1, 3],
    [0, 4],
  ]);
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
