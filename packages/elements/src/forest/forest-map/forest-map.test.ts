import { match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { find, type Scene, type StageOptions, stage } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './forest-map.states.ts';

testStates(states);
