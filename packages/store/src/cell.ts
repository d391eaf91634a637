/** One value that can be watched. */
export interface Watchable<Value> {
  /** The value now; the same object until it changes. */
  readonly get: () => Value;
  /** Calls `listener` after each change, not at once; the function it returns ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Cell<Value> extends Watchable<Value> {
  /** Tells all listeners, unless the value is the one before. */
  readonly set: (value: Value) => void;
}

export function createCell<Value>(initial: Value): Cell<Value> {
  let current = initial;
  // One object per subscription, so that a listener given twice is called and ended twice.
  const listeners = new Set<{ readonly notify: () => void }>();
  return {
    get: () => current,
    set(value) {
      if (value === current) return;
      current = value;
      for (const listener of [...listeners]) listener.notify();
    },
    subscribe(notify) {
      const listener = { notify };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
