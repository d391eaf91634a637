import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './metrics.ts';

test('counts by label, and starts numbers without labels at zero', () => {
  const metrics = createMetrics();
  const asked = metrics.counter({
    name: 'asked_total',
    help: 'Questions.',
    labels: ['route', 'status'],
  });
  metrics.counter({ name: 'nothing_total', help: 'Nothing yet.', labels: [] });
  asked.add(1, '/a', '200');
  asked.add(2, '/a', '200');
  asked.add(1, '/b', '500');
  assert.equal(
    metrics.text(),
    [
      '# HELP asked_total Questions.',
      '# TYPE asked_total counter',
      'asked_total{route="/a",status="200"} 3',
      'asked_total{route="/b",status="500"} 1',
      '# HELP nothing_total Nothing yet.',
      '# TYPE nothing_total counter',
      'nothing_total 0',
      '',
    ].join('\n'),
  );
});

test('sets, adds to and reads gauges', () => {
  const metrics = createMetrics();
  const open = metrics.gauge({ name: 'open', help: 'Open.', labels: ['kind'] });
  let waiting = 1;
  metrics.gaugeOf('waiting', 'Waiting.', () => waiting);
  open.set(5, 'a');
  open.add(-2, 'a');
  waiting = 7;
  const text = metrics.text();
  assert.match(text, /^open\{kind="a"\} 3$/m);
  assert.match(text, /^# TYPE waiting gauge$/m);
  assert.match(text, /^waiting 7$/m);
});

test('sorts observations into buckets that hold all below their bound', () => {
  const metrics = createMetrics();
  const took = metrics.histogram(
    { name: 'took_seconds', help: 'Time.', labels: ['route'] },
    [0.1, 1],
  );
  for (const seconds of [0.05, 0.1, 0.5, 3]) took.observe(seconds, '/a');
  const lines = metrics.text().split('\n').slice(2, -1);
  assert.deepEqual(lines, [
    'took_seconds_bucket{route="/a",le="0.1"} 2',
    'took_seconds_bucket{route="/a",le="1"} 3',
    'took_seconds_bucket{route="/a",le="+Inf"} 4',
    'took_seconds_sum{route="/a"} 3.65',
    'took_seconds_count{route="/a"} 4',
  ]);
});

test('keeps hostile labels and help on their line', () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'a_total', help: 'Two\nlines \\', labels: ['x'] }).add(1, 'a"b\\c\nd');
  assert.equal(
    metrics.text(),
    '# HELP a_total Two\\nlines \\\\\n# TYPE a_total counter\na_total{x="a\\"b\\\\c\\nd"} 1\n',
  );
});

test('refuses a name twice, and names that are not in snake case', () => {
  const metrics = createMetrics();
  metrics.gaugeOf('one', 'One.', () => 1);
  assert.throws(() => metrics.gaugeOf('one', 'Again.', () => 1), /registered already/);
  assert.throws(() => metrics.gaugeOf('Two-2', 'Two.', () => 1), /snake case/);
});
