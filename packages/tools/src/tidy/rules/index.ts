// Every rule of the house, in the order in which the tidy test runs them.
import type { Rule } from '../rule.ts';
import { bannedCalls } from './bans.ts';
import { casts } from './casts.ts';
import { compilers } from './compilers.ts';
import { deadExports } from './dead-exports.ts';
import { deadFiles } from './dead-files.ts';
import { dependencies } from './dependencies.ts';
import { elementDocs } from './element-docs.ts';
import { elementFiles } from './element-files.ts';
import { elementMembers } from './element-members.ts';
import { imports } from './imports.ts';
import { fileLengths, functionLengths } from './lengths.ts';
import { links } from './links.ts';
import { locales } from './locales.ts';
import { testShare } from './test-share.ts';
import { words } from './words.ts';

/** All rules. */
export const rules: readonly Rule[] = [
  imports,
  dependencies,
  compilers,
  fileLengths,
  functionLengths,
  bannedCalls,
  casts,
  words,
  deadFiles,
  deadExports,
  elementFiles,
  elementMembers,
  elementDocs,
  locales,
  links,
  testShare,
];
