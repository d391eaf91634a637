import { defineElement } from '../../internal/define.ts';
import { KindDialog } from './dialog.ts';

defineElement('kind-dialog', KindDialog);
