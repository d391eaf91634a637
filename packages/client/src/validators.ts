import type { EndpointName, FieldError } from '@kindcart/contract';

/** What a development build checks of what the platform says; empty when all is as it should be. */
export interface Validators {
  /** The body of a successful answer. */
  readonly answer: (name: EndpointName, body: unknown) => readonly FieldError[];
  /** The data of a live event named `project`. */
  readonly liveProject: (data: unknown) => readonly FieldError[];
}
