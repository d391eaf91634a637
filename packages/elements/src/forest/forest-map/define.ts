import { defineElement } from '../../internal/define.ts';
import { KindForestMap } from './forest-map.ts';

defineElement('kind-forest-map', KindForestMap);
