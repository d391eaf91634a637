/** All elements and events. Importing defines nothing; `…/define.js` does, or the `kindcart.js` script. */

export { KindCartPledge } from './commerce/cart-pledge/cart-pledge.ts';
export { KindCausePicker } from './commerce/cause-picker/cause-picker.ts';
export { KindCharityItem } from './commerce/charity-item/charity-item.ts';
export { KindOrderImpact } from './commerce/order-impact/order-impact.ts';
export { KindRoundUp } from './commerce/round-up/round-up.ts';
export { KindShopImpact } from './commerce/shop-impact/shop-impact.ts';
export { KindStepTracker } from './deeds/step-tracker/step-tracker.ts';
export { KindDonatedEvent, KindDonateErrorEvent, KindDonateStartEvent } from './events/donate.ts';
export { KindCloseEvent, KindCloseRequestEvent, KindOpenEvent } from './events/open-close.ts';
export { KindStepsGivenEvent } from './events/steps.ts';
export { KindTreeAdoptedEvent, KindTreeChosenEvent } from './events/tree.ts';
export { KindTreeSelectedEvent } from './events/tree-selected.ts';
export { KindForestCounter } from './forest/forest-counter/forest-counter.ts';
export { KindForestMap } from './forest/forest-map/forest-map.ts';
export { KindPlotProgress } from './forest/plot-progress/plot-progress.ts';
export { KindTreeCard } from './forest/tree-card/tree-card.ts';
export { KindTreePicker } from './forest/tree-picker/tree-picker.ts';
export { KindDonateButton } from './giving/donate-button/donate-button.ts';
export { KindDonateForm } from './giving/donate-form/donate-form.ts';
export { KindDonorPage } from './giving/donor-page/donor-page.ts';
export { KindDonorWall } from './giving/donor-wall/donor-wall.ts';
export { KindMonthlyPlan } from './giving/monthly-plan/monthly-plan.ts';
export { KindProgress } from './giving/progress/progress.ts';
export { KindThankYou } from './giving/thank-you/thank-you.ts';
export { loadWords } from './internal/load-words.ts';
export { KindDialog } from './kit/dialog/dialog.ts';
export { KindKit, type KitTheme } from './kit/kit/kit.ts';
