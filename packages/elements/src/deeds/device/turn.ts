/** Counting by one page of a browser at a time: two that feel the same steps would count them twice. */

/** One's turn at something that only one may do. */
export interface Turn {
  /** Takes the turn. @returns whether it is one's own now; false while somebody else has it */
  readonly take: () => Promise<boolean>;
  /** Lets others have it. */
  readonly giveBack: () => void;
}

type End = () => Promise<void>;

/** A turn that is shared by all of this name, over all pages of the browser; of this page where it knows no locks. */
export function createTurn(name: string): Turn {
  let end: End | undefined;
  // In order, so that a turn that is just given back can be taken at once.
  let before: Promise<unknown> = Promise.resolve();
  return {
    take() {
      const taking = before.then(async () => {
        end ??= await claim(name);
        return end !== undefined;
      });
      before = taking;
      return taking;
    },
    giveBack() {
      before = before.then(async () => {
        await end?.();
        end = undefined;
      });
    },
  };
}

async function claim(name: string): Promise<End | undefined> {
  if (!('locks' in navigator)) return claimInPage(name);
  const claimed = Promise.withResolvers<End | undefined>();
  const ended = Promise.withResolvers<void>();
  const held = navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return claimed.resolve(undefined);
    claimed.resolve(async () => {
      ended.resolve();
      await held;
    });
    await ended.promise;
  });
  // Browsers refuse locks to pages for which they keep nothing, either.
  held.catch(() => claimed.resolve(claimInPage(name)));
  return claimed.promise;
}

const takenInPage = new Set<string>();

function claimInPage(name: string): End | undefined {
  if (takenInPage.has(name)) return undefined;
  takenInPage.add(name);
  return async () => {
    takenInPage.delete(name);
  };
}
