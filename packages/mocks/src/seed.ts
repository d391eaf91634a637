/** The projects that are there from the start. */
import { type Project, projectExample } from '@kindcart/contract';

const yen = (amount: number) => ({ amount, currency: 'JPY' });
const time = '2026-10-01T00:00:00.000Z';

/** Closed, and in a currency without minor units: what pages are wont to forget. */
const closed: Project = {
  id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b',
  title: 'Warm floors for the Kanda shelter',
  summary: 'The floors were laid in autumn. Thank you to everyone who gave.',
  story: 'The shelter takes in forty families each winter.\n\nIts floors are warm now.',
  language: 'en',
  images: [],
  currency: 'JPY',
  goal: yen(400_000),
  suggestedAmounts: [yen(1_000), yen(3_000), yen(10_000)],
  minimum: yen(100),
  maximum: yen(1_000_000),
  state: 'closed',
  closesAt: time,
  feeSchedule: { basisPoints: 290, fixed: yen(30) },
  totals: { raised: yen(412_300), donations: 87, version: 90, asOf: time },
  livemode: false,
  createdAt: '2026-08-01T00:00:00.000Z',
  updatedAt: time,
};

/** New, without a goal, a picture or a gift. */
const bare: Project = {
  ...projectExample,
  id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c',
  title: '山区小学图书角',
  summary: '为三所村小建图书角。',
  story: '',
  language: 'zh-CN',
  images: [],
  goal: null,
  closesAt: null,
  totals: { raised: { amount: 0, currency: 'CNY' }, donations: 0, version: 0, asOf: time },
};

/** The contract's example project first. */
export const seedProjects: readonly Project[] = [projectExample, closed, bare];
