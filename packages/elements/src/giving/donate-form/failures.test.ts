import { doesNotMatch, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { errors, isErrorCode } from '@kindcart/contract/errors';
import { en } from '../../locales/en.ts';
import { reasonOf } from './failures.ts';

test('has a plain reason for every code, without a word of the machine', () => {
  for (const code of Object.keys(errors).filter(isErrorCode)) {
    doesNotMatch(reasonOf(code, en), /_|undefined|HTTP|server|error/i);
  }
});

test('does not say that a donor did wrong when the page or the platform did', () => {
  for (const code of ['internal', 'key_revoked', 'response_invalid'] as const) {
    equal(reasonOf(code, en), en.failures.general);
  }
});
