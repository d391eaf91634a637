import { defineElement } from '../../internal/define.ts';
import { KindChallengeProgress } from './challenge-progress.ts';

defineElement('kind-challenge-progress', KindChallengeProgress);
