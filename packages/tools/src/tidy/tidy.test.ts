// The style guide's teeth: one test for each rule, over the whole repository.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readRepository } from './repository.ts';
import { describeFindings } from './rule.ts';
import { rules } from './rules/index.ts';

const repository = readRepository(fileURLToPath(new URL('../../../../', import.meta.url)));

for (const rule of rules) {
  test(rule.name, async () => {
    const findings = await rule.check(repository);
    if (findings.length > 0) assert.fail(describeFindings(findings));
  });
}
