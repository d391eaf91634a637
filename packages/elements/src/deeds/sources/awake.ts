/** Keeps the screen on while steps are counted: a phone that goes dark runs no page. */

export interface AwakePorts {
  /** What keeps the screen on, the browser's own where it is left out; undefined where a browser cannot. */
  readonly wakeLock?: Pick<WakeLock, 'request'> | undefined;
}

export interface Awake {
  /** Keeps it on from now on; browsers let it go when the page is hidden, and then it is taken again. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Whether it is kept on. */
  readonly isHeld: () => boolean;
}

/** @param changed - told when the screen is kept on, or no longer is */
export function keepAwake(ports: AwakePorts, changed: () => void): Awake {
  const wakeLock = 'wakeLock' in ports ? ports.wakeLock : navigator.wakeLock;
  let held: WakeLockSentinel | undefined;
  let isWanted = false;
  let isAsking = false;
  const ask = async () => {
    if (!wakeLock || held || isAsking) return;
    isAsking = true;
    try {
      const given = await wakeLock.request('screen');
      if (!isWanted) return await given.release();
      held = given;
      given.addEventListener('release', () => {
        held = undefined;
        changed();
      });
      changed();
    } catch {
      // A phone that saves its battery refuses; isHeld says so, and the count goes on.
    } finally {
      isAsking = false;
    }
  };
  const seen = () => {
    if (document.visibilityState === 'visible') void ask();
  };
  return {
    hold() {
      isWanted = true;
      document.addEventListener('visibilitychange', seen);
      void ask();
    },
    release() {
      isWanted = false;
      document.removeEventListener('visibilitychange', seen);
      void held?.release();
    },
    isHeld: () => held !== undefined,
  };
}
