import { defineElement } from '../../internal/define.ts';
import { KindProgress } from './progress.ts';

defineElement('kind-progress', KindProgress);
