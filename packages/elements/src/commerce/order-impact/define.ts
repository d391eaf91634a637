import { defineElement } from '../../internal/define.ts';
import { KindOrderImpact } from './order-impact.ts';

defineElement('kind-order-impact', KindOrderImpact);
