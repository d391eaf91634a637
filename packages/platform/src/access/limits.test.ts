import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HandClock } from '../http/testing.ts';
import {
  addressBucket,
  clientAddress,
  createLimiter,
  createLimits,
  defaultRates,
  type Rate,
} from './limits.ts';

function limiterOf(rate: Rate, rememberedMax?: number) {
  const clock = new HandClock();
  return { clock, limiter: createLimiter('key', rate, clock, rememberedMax) };
}

const tenPerSecond: Rate = { count: 10, periodSeconds: 1, burst: 3 };

test('lets a burst through, refuses, and lets one more through after its time', () => {
  const { clock, limiter } = limiterOf(tenPerSecond);
  const taken = Array.from({ length: 5 }, () => limiter.take('a'));
  assert.deepEqual(
    taken.map(({ allowed }) => allowed),
    [true, true, true, false, false],
  );
  assert.deepEqual(
    taken.map(({ remaining }) => remaining),
    [2, 1, 0, 0, 0],
  );
  clock.advance(99);
  assert.equal(limiter.take('a').allowed, false);
  clock.advance(1);
  assert.equal(limiter.take('a').allowed, true);
  assert.equal(limiter.take('a').allowed, false);
});

test('counts callers apart', () => {
  const { limiter } = limiterOf({ count: 1, periodSeconds: 60, burst: 1 });
  assert.deepEqual(
    ['a', 'a', 'b'].map((caller) => limiter.take(caller).allowed),
    [true, false, true],
  );
});

test('tells whole seconds to wait, never zero, and after them lets one through', () => {
  const { clock, limiter } = limiterOf({ count: 1, periodSeconds: 6, burst: 5 });
  for (let number = 1; number <= 5; number += 1) assert.equal(limiter.take('a').allowed, true);
  const { allowed, resetSeconds } = limiter.take('a');
  assert.deepEqual([allowed, resetSeconds], [false, 6]);
  clock.advance(5_500);
  assert.equal(limiter.take('a').resetSeconds, 1);
  clock.advance(1_000);
  assert.equal(limiter.take('a').allowed, true);
});

test('states its policy as the draft of the IETF writes it', () => {
  const policies = Object.values(createLimits(defaultRates, new HandClock()));
  assert.deepEqual(
    policies.map((limiter) => limiter?.policy),
    [
      '"key";q=200;w=2',
      '"address";q=60;w=3',
      '"donations";q=60;w=60',
      '"participants";q=300;w=150',
      '"tiles";q=1000;w=10',
    ],
  );
});

test('makes no limit where there is no rate', () => {
  const limits = createLimits({ ...defaultRates, address: undefined }, new HandClock());
  assert.equal(limits.address, undefined);
  assert.equal(limits.key?.name, 'key');
});

const rates: fc.Arbitrary<Rate> = fc.record({
  count: fc.integer({ min: 1, max: 50 }),
  periodSeconds: fc.integer({ min: 1, max: 60 }),
  burst: fc.integer({ min: 1, max: 20 }),
});
const waits = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 200 });

test('never lets more than burst and rate × time through in any window', () => {
  fc.assert(
    fc.property(rates, waits, (rate, gaps) => {
      const { clock, limiter } = limiterOf(rate);
      const passedAtMs: number[] = [];
      for (const gapMs of gaps) {
        clock.advance(gapMs);
        if (limiter.take('a').allowed) passedAtMs.push(clock.nowMs());
      }
      const perMs = rate.count / (rate.periodSeconds * 1_000);
      passedAtMs.forEach((startMs, first) => {
        passedAtMs.slice(first).forEach((endMs, more) => {
          assert.ok(more + 1 <= rate.burst + perMs * (endMs - startMs) + 1e-6);
        });
      });
    }),
  );
});

test('lets whoever keeps to the rate always through', () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 200 }), (rate, requests) => {
      const { clock, limiter } = limiterOf(rate);
      const stepMs = Math.ceil((rate.periodSeconds * 1_000) / rate.count);
      for (let number = 0; number < requests; number += 1) {
        assert.equal(limiter.take('a').allowed, true);
        clock.advance(stepMs);
      }
    }),
  );
});

test('lets as many through as it said remained, and no more', () => {
  fc.assert(
    fc.property(rates, waits, (rate, gaps) => {
      const { clock, limiter } = limiterOf(rate);
      for (const gapMs of gaps.slice(0, 20)) {
        clock.advance(gapMs);
        limiter.take('a');
      }
      const { allowed, remaining } = limiter.take('a');
      const more = Array.from({ length: remaining }, () => limiter.take('a').allowed);
      assert.ok(more.every(Boolean));
      if (allowed) assert.equal(limiter.take('a').allowed, false);
    }),
  );
});

test('forgets those whose time is past', () => {
  const { clock, limiter } = limiterOf(tenPerSecond);
  for (let number = 0; number < 1_000; number += 1) limiter.take(`caller ${number}`);
  assert.equal(limiter.size, 1_000);
  clock.advance(10_000);
  for (let number = 0; number < 300; number += 1) limiter.take(`later ${number}`);
  assert.equal(limiter.size, 300);
});

test('never remembers more than it may, and forgets the least recent first', () => {
  const { limiter } = limiterOf({ count: 1, periodSeconds: 3_600, burst: 1 }, 10);
  for (let number = 0; number < 100; number += 1) limiter.take(`caller ${number}`);
  assert.equal(limiter.size, 10);
  assert.equal(limiter.take('caller 99').allowed, false);
  assert.equal(limiter.take('caller 0').allowed, true);
});

const addresses: readonly [
  what: string,
  forwarded: string | undefined,
  proxies: number,
  expected: string,
][] = [
  ['no proxy', undefined, 0, '192.0.2.1'],
  ['no proxy and a made-up header', '6.6.6.6', 0, '192.0.2.1'],
  ['one proxy', '203.0.113.7', 1, '203.0.113.7'],
  ['one proxy and a made-up hop', '6.6.6.6, 203.0.113.7', 1, '203.0.113.7'],
  ['two proxies', '203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['two proxies and a made-up hop', '6.6.6.6, 203.0.113.7,10.0.0.2', 2, '203.0.113.7'],
  ['two proxies, of which one was passed by', '203.0.113.7', 2, '203.0.113.7'],
  ['one proxy that says nothing', undefined, 1, '192.0.2.1'],
  ['one proxy that says nonsense', 'unknown', 1, '192.0.2.1'],
  ['one proxy that says nothing in many words', ', ,', 1, '192.0.2.1'],
  ['one proxy and IPv6', '2001:db8::1', 1, '2001:db8::1'],
];

for (const [what, forwarded, proxies, expected] of addresses) {
  test(`finds the client behind ${what}`, () => {
    assert.equal(clientAddress('192.0.2.1', forwarded, proxies), expected);
  });
}

const buckets: readonly [address: string, bucket: string][] = [
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['unknown', 'unknown'],
];

for (const [address, bucket] of buckets) {
  test(`counts ${address} with ${bucket}`, () => assert.equal(addressBucket(address), bucket));
}

test('says unknown of a request without a socket', () => {
  assert.equal(clientAddress(undefined, '6.6.6.6', 0), 'unknown');
});
