import type { EndpointName } from '@kindcart/contract/routes';
import type { CallError } from './result.ts';

/** What is wrong with something that the platform said. */
export type Fault = Pick<CallError, 'message' | 'fields'>;

/** What a development build checks; undefined when all is as the contract says. */
export interface Validators {
  /** The body of a successful answer. */
  readonly answer: (name: EndpointName, body: unknown) => Fault | undefined;
  /** The data of a live event named `project`. */
  readonly liveProject: (data: unknown) => Fault | undefined;
  /** The data of a live event named `item`. */
  readonly liveItem: (data: unknown) => Fault | undefined;
  /** The data of a live event named `challenge`. */
  readonly liveChallenge: (data: unknown) => Fault | undefined;
}
