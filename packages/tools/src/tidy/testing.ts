// What the tests of rules share.
import assert from 'node:assert/strict';
import { repositoryOf } from './repository.ts';
import { describeFinding, type Rule } from './rule.ts';

/** The findings of a rule on a made-up repository, each as its line of text. */
export async function findingsOf(
  rule: Rule,
  texts: Readonly<Record<string, string>>,
  others: Iterable<string> = [],
): Promise<readonly string[]> {
  const findings = await rule.check(repositoryOf(texts, others));
  return findings.map(describeFinding);
}

/** Asserts that a rule finds nothing. */
export async function assertTidy(
  rule: Rule,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  assert.deepEqual(await findingsOf(rule, texts), []);
}

/** Asserts that a rule finds exactly these places, each given by how its line of text begins. */
export async function assertFinds(
  rule: Rule,
  texts: Readonly<Record<string, string>>,
  ...beginnings: readonly string[]
): Promise<void> {
  const found = await findingsOf(rule, texts);
  const kept = found.map((line, index) => line.slice(0, beginnings[index]?.length ?? line.length));
  assert.deepEqual(kept, beginnings, found.join('\n'));
}
