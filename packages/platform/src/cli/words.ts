/** How the command line speaks: plain lines, errors with what to do next, and the exit code. */

/** A failure that the person at the terminal can mend; printed without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Where commands write; standard output in earnest. */
export interface Terminal {
  line(text: string): void;
  /** A line that a later `progress` or `line` replaces, where the terminal can. */
  progress(text: string): void;
}

/** The terminal of this process. */
export function processTerminal(stream: NodeJS.WriteStream): Terminal {
  let pending = false;
  const clear = () => {
    if (pending) stream.write('\r\u001b[K');
    pending = false;
  };
  return {
    line(text) {
      clear();
      stream.write(`${text}\n`);
    },
    progress(text) {
      if (!stream.isTTY) {
        stream.write(`${text}\n`);
        return;
      }
      clear();
      stream.write(text);
      pending = true;
    },
  };
}

/** So many things, such as `1 device` or `31 days`. */
export function numbered(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** What a thing with names in several languages is called at the terminal. */
export function nameOf({
  names: { en = '' },
}: {
  readonly names: Readonly<Record<string, string>>;
}) {
  return en;
}
