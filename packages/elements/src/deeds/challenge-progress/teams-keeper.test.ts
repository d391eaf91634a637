import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { challengeExample, newId } from '@kindcart/contract';
import { TeamsKeeper } from './teams-keeper.ts';

const other = newId('challenge', { nowMs: () => 0, fillRandom: (bytes) => bytes.fill(7) });

/** A keeper whose pauses a test lets pass. */
function keeper() {
  const due = new Map<() => void, number>();
  const made = { asked: 0 };
  const later = (ms: number, run: () => void) => {
    due.set(run, ms);
    return () => void due.delete(run);
  };
  const pass = () => {
    const [run] = due.keys();
    if (run === undefined) return;
    due.delete(run);
    run();
  };
  const teams = new TeamsKeeper(() => {
    made.asked += 1;
  }, later);
  const tell = (version: number, id = challengeExample.id) =>
    teams.follow({ id, totals: { version } });
  return { made, teams, tell, pass, pauses: () => [...due.values()] };
}

test('asks for nothing of a challenge that is new on show, whose teams others ask for', () => {
  const { made, tell, pass } = keeper();
  tell(1);
  tell(1);
  pass();
  equal(made.asked, 0);
});

test('asks at once for what is new after a quiet time', () => {
  const { made, tell, pass } = keeper();
  tell(1);
  pass();
  tell(2);
  equal(made.asked, 1);
});

test('asks once when the pause is over for all that came in it', () => {
  const { made, tell, pass, pauses } = keeper();
  tell(1);
  tell(2);
  tell(3);
  equal(made.asked, 0);
  deepEqual(pauses(), [30_000]);
  pass();
  equal(made.asked, 1);
  tell(4);
  pass();
  equal(made.asked, 2);
  pass();
  equal(made.asked, 2);
});

test('begins anew with another challenge, and waits for nothing once it is stopped', () => {
  const { made, tell, pass, pauses, teams } = keeper();
  tell(1);
  tell(2);
  tell(9, other);
  pass();
  equal(made.asked, 0);
  tell(10, other);
  equal(made.asked, 1);
  teams.stop();
  deepEqual(pauses(), []);
});
