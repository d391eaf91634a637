import { defineElement } from '../../internal/define.ts';
import { KindDonorWall } from './donor-wall.ts';

defineElement('kind-donor-wall', KindDonorWall);
