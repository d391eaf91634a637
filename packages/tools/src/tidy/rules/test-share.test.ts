import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { testShare } from './test-share.ts';

const lines = (count: number) => 'a();\n\n'.repeat(count);
const ratchet = (testShare: object) => ({
  'packages/tools/src/tidy/ratchet.json': JSON.stringify({ testShare }),
});
const noteFile = 'packages/tools/src/tidy/ratchet.json';

test('asks 1.5 of contract and ledger, and 1 of the rest', async () => {
  await assertTidy(testShare, {
    'packages/contract/src/a.ts': lines(10),
    'packages/contract/src/a.test.ts': lines(15),
    'packages/client/src/a.ts': lines(10),
    'packages/client/src/a.test.ts': lines(10),
  });
  await assertFinds(
    testShare,
    {
      'packages/platform/src/ledger/rules.ts': lines(10),
      'packages/platform/src/ledger/rules.test.ts': lines(14),
      'packages/platform/src/http/app.ts': lines(10),
      'packages/platform/src/http/app.test.ts': lines(9),
    },
    'packages/platform/src/ledger  has 1.4 lines of tests for a line of source (14 to 10); the part asks for 1.5.',
    'packages/platform  has 0.9 lines of tests for a line of source (9 to 10); the part asks for 1.',
  );
});

test('counts suites and helpers as tests, and neither words nor states', () =>
  assertTidy(testShare, {
    'packages/contract/src/conformance/giving.ts': lines(15),
    'packages/contract/src/a.ts': lines(10),
    'packages/elements/src/locales/zh-cn.ts': lines(100),
    'packages/elements/src/giving/a/a.states.ts': lines(100),
  }));

test('holds a part at its note', async () => {
  const files = (tests: number) => ({
    ...ratchet({ client: 0.5 }),
    'packages/client/src/a.ts': lines(10),
    'packages/client/src/a.test.ts': lines(tests),
  });
  await assertTidy(testShare, files(5));
  await assertFinds(
    testShare,
    files(4),
    'packages/client  has 0.4 lines of tests for a line of source (4 to 10); it had 0.5;',
  );
  await assertFinds(testShare, files(7), `${noteFile}  says 0.5 for client`);
  await assertFinds(testShare, files(10), `${noteFile}  still excepts client`);
});
