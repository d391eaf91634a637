import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeapClock } from './clock.ts';

const at = (time: string) => Date.parse(time);

test('stands where it is set, moves as it is told, and goes on from there', (t) => {
  const machine = at('2026-11-26T08:00:00Z');
  t.mock.timers.enable({ apis: ['Date'], now: machine });
  const clock = new LeapClock();
  clock.advance(1_000);
  clock.stand(at('2027-03-28T22:00:00Z'));
  const monotonicMs = clock.monotonicMs();
  t.mock.timers.setTime(machine + 60_000);
  assert.equal(clock.nowMs(), at('2027-03-28T22:00:00Z'));
  clock.advance(500);
  assert.equal(clock.nowMs(), at('2027-03-28T22:00:00.500Z'));
  assert.equal(Math.round(clock.monotonicMs() - monotonicMs), 500);
  clock.goOn();
  assert.equal(clock.nowMs(), at('2027-03-28T22:00:00.500Z'));
  t.mock.timers.setTime(machine + 61_000);
  assert.equal(clock.nowMs(), at('2027-03-28T22:00:01.500Z'));
  assert.ok(Math.round(clock.monotonicMs() - monotonicMs) >= 500);
});

const noons: readonly [now: string, timeZone: string, noon: string][] = [
  ['2026-11-26T15:59:59.999Z', 'Asia/Shanghai', '2026-11-27T04:00:00Z'],
  ['2026-11-26T16:00:00.000Z', 'Asia/Shanghai', '2026-11-28T04:00:00Z'],
  ['2026-11-26T22:59:59.999Z', 'Europe/Berlin', '2026-11-27T11:00:00Z'],
];

for (const [now, timeZone, noon] of noons) {
  test(`goes on from ${now} to noon of the next day in ${timeZone}`, (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: at(now) });
    const clock = new LeapClock();
    clock.goOnToNoon(timeZone);
    assert.equal(clock.nowMs(), at(noon));
  });
}
