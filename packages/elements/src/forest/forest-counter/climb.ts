/** A number that climbs to a new one; what stands between both is never shown as final. */

/** How long it takes, in milliseconds. */
export const climbMs = 900;

/** The number on show so many milliseconds after a change; fast at first. */
export function climbed(from: number, to: number, elapsedMs: number): number {
  if (elapsedMs >= climbMs) return to;
  const rest = 1 - Math.max(0, elapsedMs) / climbMs;
  return Math.round(to - (to - from) * rest ** 3);
}

/**
 * Draws each step between two numbers, the last one surely, and returns how to end it early.
 *
 * @param draw - shows a number
 */
export function climb(from: number, to: number, draw: (shown: number) => void): () => void {
  const beganMs = performance.now();
  let frame = 0;
  const step = () => {
    const elapsedMs = performance.now() - beganMs;
    draw(climbed(from, to, elapsedMs));
    if (elapsedMs < climbMs) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
