import { defineElement } from '../../internal/define.ts';
import { KindDonateForm } from './donate-form.ts';

defineElement('kind-donate-form', KindDonateForm);
