import { defineElement } from '../../internal/define.ts';
import { KindRoundUp } from './round-up.ts';

defineElement('kind-round-up', KindRoundUp);
