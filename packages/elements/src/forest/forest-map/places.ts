/** What shows the forest without a map, and beside it: fetched with the first drawing of either. */
export { listView } from './list.ts';
export { Plan } from './plan.ts';
