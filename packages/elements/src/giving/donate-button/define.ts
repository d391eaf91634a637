import { defineElement } from '../../internal/define.ts';
import { KindDonateButton } from './donate-button.ts';

defineElement('kind-donate-button', KindDonateButton);
