import { defineElement } from '../../internal/define.ts';
import { KindTreePicker } from './tree-picker.ts';

defineElement('kind-tree-picker', KindTreePicker);
