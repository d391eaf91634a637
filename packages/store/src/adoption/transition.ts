/** The rules of adopting, pure: what becomes of each state by each event. */
import type { CallError } from '@kindcart/client';
import type { Adoption, Money } from '@kindcart/contract';
import type {
  AdoptingEvent,
  AdoptingState,
  Gathering,
  Held,
  Paying,
  Settling,
  Unopened,
} from './state.ts';

type Told = Extract<AdoptingEvent, { type: 'told' }>;

/**
 * What a state and an event make. An event that means nothing in a state gives back the same object,
 * which is what makes a double click harmless. What is done on entering a state follows from the state
 * alone, see `createAdopting`.
 */
export function transition(state: AdoptingState, event: AdoptingEvent): AdoptingState {
  switch (event.type) {
    case 'told':
      return told(state, event);
    case 'paying':
      return state.status === 'held' ? paid(state, event.paying) : state;
    case 'retry':
      return again(state);
    case 'leave':
      return state.status !== 'idle' && canLeave(state) ? { status: 'idle' } : state;
    case 'hold':
      return canBegin(state) ? { status: 'holding', request: event.request } : state;
    case 'open':
      return canBegin(state) ? opening(event.adoptionId) : state;
    case 'resume':
      return state.status === 'idle' ? resumed(event.state) : state;
  }
}

function told(state: AdoptingState, { result, atMs }: Told): AdoptingState {
  switch (state.status) {
    case 'holding':
      if (!result.ok) return { status: 'refused', request: state.request, error: result.error };
      // Told just now, so its own times say how long is left, however wrong this page's clock is.
      return looked(result.value, true, atMs - Date.parse(result.value.createdAt));
    case 'opening':
      if (result.ok) return looked(result.value, false, 0);
      return { status: 'unopened', adoptionId: state.adoptionId, error: result.error };
    case 'held':
      return result.ok ? heldOn(state, result.value) : unheard(state, result.error);
    case 'settling':
    case 'gathering':
      return result.ok ? settled(result.value) : unheard(state, result.error);
    default:
      return state;
  }
}

function again(state: AdoptingState): AdoptingState {
  if (state.status === 'refused') return { status: 'holding', request: state.request };
  return state.status === 'unopened' ? opening(state.adoptionId) : state;
}

/** A payment that may have been made is not left alone, and what was paid is seen to its end. */
function canLeave(state: AdoptingState): boolean {
  return state.status === 'held' ? state.paying !== 'under_way' : state.status !== 'settling';
}

function canBegin(state: AdoptingState): boolean {
  return !/^(holding|opening|held|settling)$/.test(state.status);
}

function opening(adoptionId: Unopened['adoptionId']): AdoptingState {
  return { status: 'opening', adoptionId };
}

/** What was kept is asked about at once; how paying goes, the checkout says anew. */
function resumed(state: AdoptingState): AdoptingState {
  switch (state.status) {
    case 'held':
      return { ...state, paying: 'open', connection: 'online' };
    case 'settling':
    case 'gathering':
      return { ...state, connection: 'online' };
    case 'refused':
    case 'unopened':
      return { status: 'idle' };
    default:
      return state;
  }
}

/**
 * An adoption for which this page has not paid, seen for the first time.
 *
 * @param isOurs - whether this page asked for the place
 * @param aheadMs - by how much this page's clock is ahead of the platform's
 */
function looked(adoption: Adoption, isOurs: boolean, aheadMs: number): AdoptingState {
  const ended = endOf(adoption, false);
  if (ended) return ended;
  const untilMs = aheadMs + Date.parse(adoption.heldUntil ?? adoption.updatedAt);
  const begun = { share: openShare(adoption), paying: 'open', connection: 'online' } as const;
  return { status: 'held', adoption, untilMs, isOurs, ...begun };
}

/** The platform told again how a held place is. */
function heldOn(state: Held, adoption: Adoption): AdoptingState {
  // Whether this page's payment comes to something is the checkout's word, and comes first.
  const ended = state.paying === 'under_way' ? null : endOf(adoption, false);
  if (ended) return ended;
  const before = Date.parse(state.adoption.heldUntil ?? '');
  const movedMs = Date.parse(adoption.heldUntil ?? '') - before || 0;
  // A donation made has its amount; what is open beside it is for others.
  const share = state.paying === 'open' ? openShare(adoption) : state.share;
  return { ...state, adoption, share, untilMs: state.untilMs + movedMs, connection: 'online' };
}

/** Where an adoption has come to its end; null while something may still become of it. */
function endOf(adoption: Adoption, isOurs: boolean): AdoptingState | null {
  const { state } = adoption;
  if (state === 'adopted' || state === 'unfulfilled') return { status: state, adoption, isOurs };
  return state === 'lapsed' || state === 'released' ? { status: 'lapsed', adoption } : null;
}

/** The share that nobody has paid or is paying. */
function openShare({ shares }: Adoption): Money | null {
  return shares.find(({ state }) => state === 'open')?.amount ?? null;
}

function paid(state: Held, paying: Paying): AdoptingState {
  const { adoption } = state;
  if (paying === 'paid') return { status: 'settling', adoption, connection: 'online' };
  return paying === state.paying ? state : { ...state, paying };
}

/** After this page has paid, a place that lapsed meanwhile is given anew, or the money goes back. */
function settled(adoption: Adoption): AdoptingState {
  if (adoption.state === 'adopted' || adoption.state === 'unfulfilled') {
    return { status: adoption.state, adoption, isOurs: true };
  }
  const status = adoption.state === 'gathering' ? 'gathering' : 'settling';
  return { status, adoption, connection: 'online' };
}

/** Asking did not work: what is known stays, but for an adoption that the platform does not know. */
function unheard(state: Held | Settling | Gathering, error: CallError): AdoptingState {
  if (error.code === 'adoption_unknown' && state.status === 'held' && state.paying === 'open') {
    return { status: 'unopened', adoptionId: state.adoption.id, error };
  }
  return state.connection === 'offline' ? state : { ...state, connection: 'offline' };
}
