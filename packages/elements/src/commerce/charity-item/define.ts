import { defineElement } from '../../internal/define.ts';
import { KindCharityItem } from './charity-item.ts';

defineElement('kind-charity-item', KindCharityItem);
