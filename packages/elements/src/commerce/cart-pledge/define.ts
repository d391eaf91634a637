import { defineElement } from '../../internal/define.ts';
import { KindCartPledge } from './cart-pledge.ts';

defineElement('kind-cart-pledge', KindCartPledge);
