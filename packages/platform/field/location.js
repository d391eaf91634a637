// Where the phone is, when it may say so, and how far that is from a tree.
/** @import { Position } from './types.ts' */

/** A place older than this is not where one stands any more. */
const freshMs = 60_000;

/** @type {GeolocationPosition | undefined} */
let latest;
/** @type {number | undefined} */
let watch;

/**
 * Follows where the phone is, asking for leave at the first call.
 *
 * @param {(isKnown: boolean) => void} onChange
 */
export function follow(onChange) {
  if (watch !== undefined || navigator.geolocation === undefined) {
    onChange(latest !== undefined);
    return;
  }
  watch = navigator.geolocation.watchPosition(
    (position) => {
      latest = position;
      onChange(true);
    },
    () => onChange(false),
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 },
  );
}

/** @returns {{ position: Position, accuracyM: number } | null} null while it is not known */
export function here() {
  if (latest === undefined || Date.now() - latest.timestamp > freshMs) return null;
  const { longitude, latitude, accuracy } = latest.coords;
  const accuracyM = Math.min(100_000, Math.max(0, Math.round(accuracy * 10) / 10));
  return { position: [longitude, latitude], accuracyM };
}

const metresPerDegree = 111_320;

/** Metres between two places that are near each other. @param {Position} one @param {Position} other */
export function metresBetween([x, y], [u, v]) {
  const across = (u - x) * Math.cos((((y + v) / 2) * Math.PI) / 180);
  return Math.hypot(across, v - y) * metresPerDegree;
}
