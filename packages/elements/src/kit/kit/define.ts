import { defineElement } from '../../internal/define.ts';
import { KindKit } from './kit.ts';

defineElement('kind-kit', KindKit);
