/** The shared vocabulary of all packages: what is said on the wire. */
export * from './common.ts';
export * from './endpoints.ts';
export * from './errors.ts';
export * from './giving/details.ts';
export * from './giving/donation.ts';
export * from './giving/donor.ts';
export * from './giving/gift.ts';
export * from './giving/project.ts';
export * from './giving/receipt.ts';
export * from './giving/refund.ts';
export * from './ids.ts';
export * from './live.ts';
export * from './money/index.ts';
export * from './parse.ts';
export * from './payments.ts';
export * from './problem.ts';
export * from './routes.ts';
