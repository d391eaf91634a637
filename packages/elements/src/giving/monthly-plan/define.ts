import { defineElement } from '../../internal/define.ts';
import { KindMonthlyPlan } from './monthly-plan.ts';

defineElement('kind-monthly-plan', KindMonthlyPlan);
