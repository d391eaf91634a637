import { defineElement } from '../../internal/define.ts';
import { KindDonorPage } from './donor-page.ts';

defineElement('kind-donor-page', KindDonorPage);
