// What may be promised, and whether it holds now.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCharityItemExample } from './charity-item.ts';
import type { CharityItemTerms } from './item.ts';
import {
  areTermsOver,
  charityItemStateOf,
  endedTerms,
  type ProjectFacts,
  refuseTerms,
  refuseUnknownProjects,
} from './item-life.ts';

const water = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const trees = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b';
const now = new Date('2026-11-20T00:00:00.000Z');
const [before, later] = ['2026-11-19T23:59:59.999Z', '2026-11-20T00:00:00.001Z'];

function project(id: ProjectFacts['id'], change: Partial<ProjectFacts> = {}): ProjectFacts {
  return { id, title: 'Water', currency: 'CNY', closesAt: null, ...change };
}

function terms(change: Partial<CharityItemTerms> = {}): CharityItemTerms {
  const split = [{ projectId: water, basisPoints: 10_000 } as const];
  return { ...createCharityItemExample.terms, split, ...change };
}

const closed = { closesAt: now };
const refusals: readonly [
  what: string,
  change: Partial<CharityItemTerms>,
  projects: readonly ProjectFacts[],
  found: readonly [code: string, field: string] | null,
][] = [
  ['terms that are well', {}, [project(water)], null],
  [
    'an end that is now',
    { endsAt: now.toISOString() },
    [project(water)],
    ['request_invalid', 'terms.endsAt'],
  ],
  ['an end in a moment', { endsAt: later }, [project(water)], null],
  [
    'a project closed now',
    {},
    [project(water, closed)],
    ['project_closed', 'terms.split.0.projectId'],
  ],
  ['a project that closes later', {}, [project(water, { closesAt: new Date(later) })], null],
  [
    'a closed one to choose',
    { choices: [water, trees] },
    [project(water), project(trees, closed)],
    ['project_closed', 'terms.choices.1'],
  ],
  [
    'euros of a merchant in yuan',
    { currency: 'EUR' },
    [project(water)],
    ['currency_mismatch', 'terms.currency'],
  ],
  [
    'a project that takes euros',
    {},
    [project(water, { currency: 'EUR' })],
    ['currency_mismatch', 'terms.split.0.projectId'],
  ],
  [
    'a closed project before a wrong currency',
    { currency: 'EUR' },
    [project(water, closed)],
    ['project_closed', 'terms.split.0.projectId'],
  ],
];

for (const [what, change, projects, found] of refusals) {
  test(`${found === null ? 'takes' : 'refuses'} ${what}`, () => {
    const refusal = refuseTerms(terms(change), { currency: 'CNY' }, projects, now);
    assert.deepEqual(refusal && [refusal.code, refusal.field], found);
  });
}

test('refuses the first project that is not there, by its field', () => {
  const both = terms({ choices: [water, trees] });
  assert.equal(refuseUnknownProjects(both, [project(water), project(trees)]), null);
  assert.equal(refuseUnknownProjects(both, [project(water)])?.field, 'terms.choices.1');
  assert.equal(refuseUnknownProjects(both, [])?.field, 'terms.split.0.projectId');
});

const states: readonly [
  what: string,
  change: Partial<CharityItemTerms>,
  projects: readonly ProjectFacts[],
  state: string,
][] = [
  ['terms that began', { startsAt: before }, [project(water)], 'open'],
  ['terms that begin now', { startsAt: now.toISOString() }, [project(water)], 'open'],
  ['terms that begin later', { startsAt: later }, [project(water)], 'scheduled'],
  ['terms that end later', { endsAt: later }, [project(water)], 'open'],
  ['terms that end now', { endsAt: now.toISOString() }, [project(water)], 'ended'],
  ['a closed project', {}, [project(water, closed)], 'project_closed'],
  ['a closed project of ended terms', { endsAt: before }, [project(water, closed)], 'ended'],
  [
    'a closed project to choose only',
    { choices: [water, trees] },
    [project(water), project(trees, closed)],
    'open',
  ],
];

for (const [what, change, projects, state] of states) {
  test(`is ${state} with ${what}`, () => {
    assert.equal(charityItemStateOf(terms(change), projects, now), state);
  });
}

const endings: readonly [what: string, startsAt: string, starts: string][] = [
  ['that began', before, before],
  ['that have not begun', later, now.toISOString()],
];

for (const [what, startsAt, starts] of endings) {
  test(`ends terms ${what} now, and they are over`, () => {
    const ended = endedTerms(terms({ startsAt, endsAt: null }), now);
    assert.deepEqual([ended.startsAt, ended.endsAt], [starts, now.toISOString()]);
    assert.equal(areTermsOver(ended, now), true);
    assert.equal(areTermsOver(ended, new Date(before)), false);
  });
}
