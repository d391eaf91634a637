/**
 * Donors who never give up: each request is repeated, with the same key or event, until it is
 * answered, while what answers is being killed. What was acknowledged is written down on this side,
 * where no crash reaches.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, Connection } from '../bench/connection.ts';
import {
  donationRequest,
  type LoadRequest,
  paidRequest,
  type Target,
} from '../bench/donor-load.ts';

/** What donors saw. */
export interface DonorLog {
  /** Donations that were acknowledged as made, by key. */
  readonly made: ReadonlyMap<string, string>;
  /** Keys of donations that were acknowledged as paid. */
  readonly paid: ReadonlySet<string>;
  /** Requests that got no answer and were sent again. */
  readonly repeated: number;
}

export interface StubbornDonors {
  /**
   * Waits until this many more donations were acknowledged as paid.
   *
   * @throws when a donor was answered with what no donor should get
   */
  untilPaid(more: number): Promise<void>;
  /** Lets go of everything, for a test that has failed already. */
  abandon(): void;
  /** Finishes what each donor has begun and resolves to the log. */
  finish(): Promise<DonorLog>;
}

/** Answers after which the same request is sent again. */
const transientStatuses = new Set([409, 429, 500, 502, 503]);
const retryPauseMs = 40;

/** Starts giving on as many connections. */
export function startStubbornDonors(target: Target, connections: number): StubbornDonors {
  const made = new Map<string, string>();
  const paid = new Set<string>();
  let repeated = 0;
  let finishing = false;
  let abandoned = false;

  async function untilAnswered(
    line: { connection?: Connection },
    request: LoadRequest,
  ): Promise<Answer> {
    while (!abandoned) {
      try {
        line.connection ??= await Connection.open(target.platform.port);
        const answer = await line.connection.post(request.path, request.headers, request.body);
        if (!transientStatuses.has(answer.status)) return answer;
      } catch {
        // The process behind the connection is gone; whether it did the work is what is tested.
        line.connection?.close();
        delete line.connection;
      }
      repeated += 1;
      await delay(retryPauseMs);
    }
    throw new Error('The donors were let go of');
  }

  async function donor(place: number): Promise<void> {
    const line: { connection?: Connection } = {};
    for (let turn = 0; !finishing; turn += 1) {
      const key = `donor-${place}-${turn}`;
      const projectId = target.projectIds[turn % target.projectIds.length] ?? '';
      const created = await untilAnswered(line, donationRequest(target, projectId, key));
      if (created.status !== 201) throw new Error(`${created.status}: ${created.body}`);
      made.set(key, /don_\w+/.exec(created.body)?.[0] ?? '');
      const answer = await untilAnswered(line, paidRequest(target, created.body));
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
      paid.add(key);
    }
    line.connection?.close();
  }

  const donors = Promise.all(Array.from({ length: connections }, (_, place) => donor(place)));
  let failure: unknown;
  // A donor's failure is told to whoever waits next; until then it must not end the process.
  donors.catch((error: unknown) => {
    failure = error;
    finishing = true;
  });
  return {
    async untilPaid(more) {
      const wanted = paid.size + more;
      while (paid.size < wanted) {
        if (failure !== undefined) throw failure;
        await delay(10);
      }
    },
    abandon() {
      abandoned = true;
      finishing = true;
    },
    async finish() {
      finishing = true;
      await donors;
      return { made, paid, repeated };
    },
  };
}
