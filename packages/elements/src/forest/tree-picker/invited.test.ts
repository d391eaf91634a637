// A file of its own for some of the states, since there are too many for one.
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { invited, nothing } from './tree-picker.states.ts';

testStates(invited);
testStates(nothing);
