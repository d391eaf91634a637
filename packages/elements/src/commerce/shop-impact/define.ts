import { defineElement } from '../../internal/define.ts';
import { KindShopImpact } from './shop-impact.ts';

defineElement('kind-shop-impact', KindShopImpact);
