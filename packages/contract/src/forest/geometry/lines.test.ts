import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from './earth.ts';
import {
  distance,
  doCross,
  doMeet,
  isInside,
  type Line,
  linesOf,
  meetingShare,
  pointAt,
  turn,
} from './lines.ts';

const across: Line = [
  [0, 0],
  [4, 0],
];

const others: readonly [what: string, other: Line, cross: boolean, meet: boolean][] = [
  [
    'one through its middle',
    [
      [2, -1],
      [2, 1],
    ],
    true,
    true,
  ],
  [
    'one that ends on it',
    [
      [2, 0],
      [2, 5],
    ],
    false,
    true,
  ],
  [
    'one that begins at its end',
    [
      [4, 0],
      [6, 3],
    ],
    false,
    true,
  ],
  [
    'one that lies on part of it',
    [
      [1, 0],
      [9, 0],
    ],
    false,
    true,
  ],
  [
    'one beyond it on the same line',
    [
      [5, 0],
      [9, 0],
    ],
    false,
    false,
  ],
  [
    'one beside it',
    [
      [0, 1],
      [4, 1],
    ],
    false,
    false,
  ],
  [
    'one that would cross it if it were longer',
    [
      [5, -1],
      [5, 1],
    ],
    false,
    false,
  ],
];

for (const [what, other, cross, meet] of others) {
  test(`says of ${what} whether a line crosses or meets it`, () => {
    for (const [a, b] of [
      [across, other],
      [other, across],
    ] as const) {
      assert.deepEqual([doCross(a, b), doMeet(a, b)], [cross, meet]);
    }
  });
}

const ring: Point[] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [5, 4],
  [0, 10],
  [0, 0],
];
const lines = linesOf(ring);

const points: readonly [point: Point, inside: boolean, distance: number][] = [
  [[5, 2], true, 2],
  [[5, 8], false, (4 / Math.hypot(5, 6)) * 5],
  [[-3, 4], false, 3],
  [[13, -4], false, 5],
  [[1, 1], true, 1],
];

for (const [point, inside, far] of points) {
  test(`finds ${point.join(', ')} ${inside ? 'inside' : 'outside'}, ${far} from the edge`, () => {
    assert.equal(isInside(point, lines), inside);
    assert.ok(Math.abs(distance(point, lines) - far) < 1e-9);
  });
}

test('tells left from right', () => {
  assert.ok(turn([0, 0], [1, 0], [1, 1]) > 0);
  assert.ok(turn([0, 0], [1, 0], [1, -1]) < 0);
  assert.equal(turn([0, 0], [1, 0], [7, 0]), 0);
});

test('says where on its way a line is met, and that it is not', () => {
  assert.equal(
    meetingShare(across, [
      [1, -1],
      [1, 1],
    ]),
    0.25,
  );
  assert.deepEqual(pointAt(across, 0.25), [1, 0]);
  assert.equal(
    meetingShare(across, [
      [1, 1],
      [3, 1],
    ]),
    null,
  );
  assert.equal(
    meetingShare(across, [
      [9, -1],
      [9, 1],
    ]),
    null,
  );
  assert.equal(
    meetingShare(across, [
      [1, 1],
      [1, 3],
    ]),
    null,
  );
});
