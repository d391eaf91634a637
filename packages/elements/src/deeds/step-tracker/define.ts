import { defineElement } from '../../internal/define.ts';
import { KindStepTracker } from './step-tracker.ts';

defineElement('kind-step-tracker', KindStepTracker);
