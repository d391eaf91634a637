import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { imports } from './imports.ts';

const allowed: readonly [path: string, text: string][] = [
  ['packages/contract/src/a.ts', "import * as z from 'zod/mini';"],
  ['packages/client/src/client.ts', "import { routes } from '@kindcart/contract/routes';"],
  ['packages/client/src/client.ts', "import type { Project } from '@kindcart/contract';"],
  ['packages/client/src/client.ts', "import { validate } from '#validate';"],
  ['packages/client/src/validate.ts', "import { endpoints } from '@kindcart/contract';"],
  ['packages/store/src/a.ts', "import type { Client } from '@kindcart/client';"],
  ['packages/elements/src/giving/a/a.ts', "import { html } from 'lit';"],
  ['packages/elements/src/giving/a/a.ts', "import { createStore } from '@kindcart/store';"],
  ['packages/elements/src/giving/a/a.ts', "import type { Project } from '@kindcart/contract';"],
  ['packages/elements/src/payments/a.ts', "import type { Stripe } from '@stripe/stripe-js';"],
  [
    'packages/elements/src/payments/a.ts',
    "import { loadStripe } from '@stripe/stripe-js/pure/index.mjs';",
  ],
  ['packages/elements/src/giving/a/a.test.ts', "import { handlers } from '@kindcart/mocks';"],
  ['packages/elements/src/giving/a/a.test.ts', "import type { Stripe } from '@stripe/stripe-js';"],
  ['packages/mocks/src/a.ts', "import { http } from 'msw';"],
  ['packages/platform/src/giving/projects/routes.ts', "import { Hono } from 'hono';"],
  ['packages/platform/src/giving/projects/routes.ts', "import { decide } from './rules.ts';"],
  [
    'packages/platform/src/giving/projects/rules.ts',
    "import type { Transfer } from '../../ledger/records.ts';",
  ],
  ['packages/platform/src/giving/projects/records.ts', "import { sql } from 'kysely';"],
  ['packages/platform/src/forest/rooms.ts', "import { registerPlots } from './plots/routes.ts';"],
  ['packages/platform/src/database/open.ts', "import { Pool } from 'pg';"],
  ['packages/tools/src/bench/run.ts', "import { start } from '@kindcart/platform';"],
  ['examples/react/app.ts', "import { define } from '@kindcart/elements';"],
];

for (const [path, text] of allowed) {
  test(`lets ${path} say ${text}`, () => assertTidy(imports, { [path]: text }));
}

const refused: readonly [path: string, text: string][] = [
  ['packages/contract/src/a.ts', "import { z } from 'zod';"],
  ['packages/contract/src/a.ts', "import { readFileSync } from 'node:fs';"],
  ['packages/client/src/client.ts', "import { projectSchema } from '@kindcart/contract';"],
  ['packages/client/src/client.ts', "import { type Project } from '@kindcart/contract';"],
  ['packages/store/src/a.ts', "import { createClient } from '@kindcart/client';"],
  ['packages/store/src/a.ts', "import { html } from 'lit';"],
  ['packages/elements/src/giving/a/a.ts', "import { errors } from '@kindcart/contract';"],
  ['packages/elements/src/giving/a/a.ts', "import { loadStripe } from '@stripe/stripe-js';"],
  ['packages/elements/src/giving/a/a.ts', "import { loadStripe } from '@stripe/stripe-js/pure';"],
  ['packages/store/src/a.ts', "import type { Stripe } from '@stripe/stripe-js';"],
  ['packages/elements/src/giving/a/a.test.ts', "import { loadStripe } from '@stripe/stripe-js';"],
  ['packages/elements/src/giving/a/a.ts', "import { handlers } from '@kindcart/mocks';"],
  ['packages/elements/src/giving/a/a.ts', "import { serve } from '@kindcart/platform';"],
  ['packages/client/src/a.test.ts', "import { serve } from '@kindcart/platform';"],
  ['packages/store/src/a.ts', "import { rule } from '@kindcart/tools';"],
  ['packages/platform/src/giving/projects/rules.ts', "import { sql } from 'kysely';"],
  ['packages/platform/src/giving/projects/rules.ts', "import { createHash } from 'node:crypto';"],
  [
    'packages/platform/src/giving/projects/rules.ts',
    "import { findProjects } from './records.ts';",
  ],
  ['packages/platform/src/giving/projects/routes.ts', "import { sql } from 'kysely';"],
  [
    'packages/platform/src/giving/projects/routes.ts',
    "import { open } from '../../database/open.ts';",
  ],
  ['packages/platform/src/giving/projects/records.ts', "import { Hono } from 'hono';"],
  [
    'packages/platform/src/giving/projects/records.ts',
    "import { problem } from '../../http/problem.ts';",
  ],
  ['packages/platform/src/ledger/group-commit.ts', "import { Pool } from 'pg';"],
  ['packages/store/src/a.ts', "import { routes } from '../../contract/src/routes.ts';"],
  ['packages/store/src/a.ts', "import { b } from './b';"],
  ['packages/store/src/a.ts', "import { b } from './b.test.ts';"],
  ['packages/novelty/src/a.ts', "import { html } from 'lit';"],
  ['examples/react/app.ts', "import { define } from '@kindcart/elements/src/index.ts';"],
  ['examples/react/app.ts', "import { define } from '../../packages/elements/src/index.ts';"],
];

for (const [path, text] of refused) {
  test(`stops ${path} from saying ${text}`, () =>
    assertFinds(imports, { [path]: text }, `${path}:1  `));
}

test('keeps zod out of what pages carry, however deep', () =>
  assertFinds(
    imports,
    {
      'packages/contract/package.json': JSON.stringify({
        name: '@kindcart/contract',
        exports: { './ids': { '@kindcart/source': './src/ids.ts' } },
      }),
      'packages/contract/src/ids.ts':
        "import { a } from './a.ts';\nimport type { B } from './b.ts';",
      'packages/contract/src/a.ts': "import * as z from 'zod/mini';",
      'packages/contract/src/b.ts': "import * as z from 'zod/mini';",
    },
    'packages/contract/src/a.ts:1  brings zod into pages through @kindcart/contract/ids.',
  ));

test('wants the map loaded late, and each heavy module in one file', async () => {
  await assertFinds(
    imports,
    {
      'packages/elements/src/forest/a.ts': "import { Map } from 'maplibre-gl';",
      'packages/elements/src/payments/a.ts':
        "import { loadStripe } from '@stripe/stripe-js/pure/index.mjs';",
      'packages/elements/src/payments/b.ts':
        "import { loadStripe } from '@stripe/stripe-js/pure/index.mjs';",
    },
    'packages/elements/src/payments/b.ts:1  imports @stripe/stripe-js/pure/index.mjs. packages/elements/src/payments/a.ts does',
    'packages/elements/src/forest/a.ts:1  imports maplibre-gl. Use import()',
  );
});
