import { defineElement } from '../../internal/define.ts';
import { KindThankYou } from './thank-you.ts';

defineElement('kind-thank-you', KindThankYou);
