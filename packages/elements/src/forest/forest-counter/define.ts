import { defineElement } from '../../internal/define.ts';
import { KindForestCounter } from './forest-counter.ts';

defineElement('kind-forest-counter', KindForestCounter);
