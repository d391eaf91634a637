import { defineElement } from '../../internal/define.ts';
import { KindCausePicker } from './cause-picker.ts';

defineElement('kind-cause-picker', KindCausePicker);
