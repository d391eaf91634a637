import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { casts } from './casts.ts';

const text = 'const a = b as string;\nconst c = d as const;\nconst e = (f as unknown) as string;\n';

for (const path of ['packages/contract/src/a.ts', 'packages/platform/src/ledger/a.ts']) {
  test(`counts the casts of ${path}, without as const`, () =>
    assertFinds(
      casts,
      { [path]: text },
      `${path}:1  the file (line 1, 3, 3) has 3 casts; the limit is 0.`,
    ));
}

test('leaves tests, elements and the rest of platform alone', () =>
  assertTidy(casts, {
    'packages/contract/src/a.test.ts': text,
    'packages/elements/src/a.ts': text,
    'packages/platform/src/http/a.ts': text,
  }));

test('accepts as const, satisfies and the renaming of an import', () =>
  assertTidy(casts, {
    'packages/client/src/a.ts':
      "import { a as b } from './b.ts';\nexport const c = { d: b } as const satisfies Record<string, unknown>;",
  }));
