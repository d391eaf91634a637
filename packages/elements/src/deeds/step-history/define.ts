import { defineElement } from '../../internal/define.ts';
import { KindStepHistory } from './step-history.ts';

defineElement('kind-step-history', KindStepHistory);
