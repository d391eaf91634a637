import { defineElement } from '../../internal/define.ts';
import { KindPlotProgress } from './plot-progress.ts';

defineElement('kind-plot-progress', KindPlotProgress);
