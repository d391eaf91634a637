// `?replay=100.csv` plays a recording of `recordings/` to the tracker as a phone's sensor would tell it, so that a desk can
// walk. The tracker's own pedometer counts it, as it counts a phone. `&speed=8` plays it eight times as fast.
const gravity = 9.80665;
/** How often readings are handed over, in milliseconds. */
const tickMs = 50;

/** Readings of a recording, in m/s²: over a walk the middle length of acceleration is that of gravity. */
function readingsOf(text) {
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
    .filter((row) => row.length === 4 && row.every(Number.isFinite));
  const lengths = rows.map(([, x, y, z]) => Math.hypot(x, y, z)).sort((one, other) => one - other);
  const perG = lengths[Math.floor(lengths.length / 2)] ?? 1;
  const scale = gravity / perG;
  return rows.map(([timeMs, x, y, z]) => ({ timeMs, x: x * scale, y: y * scale, z: z * scale }));
}

/** A sensor that plays as long as somebody listens, from where it stopped, and says how far it is. */
class RecordedSensor extends EventTarget {
  #readings;
  #speed;
  #next = 0;
  #timer;

  constructor(readings, speed) {
    super();
    this.#readings = readings;
    this.#speed = speed;
  }

  addEventListener(type, ...rest) {
    super.addEventListener(type, ...rest);
    if (type === 'devicemotion' && this.#timer === undefined) this.#play();
  }

  removeEventListener(type, ...rest) {
    super.removeEventListener(type, ...rest);
    if (type === 'devicemotion') this.#pause();
  }

  #play() {
    const beganMs = performance.now();
    const fromMs = this.#readings[this.#next]?.timeMs ?? 0;
    this.#timer = setInterval(() => {
      const untilMs = fromMs + (performance.now() - beganMs) * this.#speed;
      while (this.#timer !== undefined && this.#readings[this.#next]?.timeMs <= untilMs) {
        this.#tell(this.#readings[this.#next]);
        this.#next += 1;
      }
      this.dispatchEvent(new Event('played'));
      if (this.#next === this.#readings.length) this.#pause();
    }, tickMs);
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell({ timeMs, x, y, z }) {
    const event = new Event('devicemotion');
    Object.defineProperties(event, {
      timeStamp: { value: timeMs },
      interval: { value: tickMs },
      accelerationIncludingGravity: { value: { x, y, z } },
    });
    this.dispatchEvent(event);
  }

  /** How much of it was told, from 0 to 1. */
  get share() {
    return this.#readings.length === 0 ? 1 : this.#next / this.#readings.length;
  }
}

const asked = new URLSearchParams(location.search);
const name = asked.get('replay');
if (name !== null) await replay(name, Number(asked.get('speed') ?? 1));

async function replay(file, speed) {
  const box = document.getElementById('replay');
  const { playing, missing } = box.dataset;
  const bar = box.querySelector('progress');
  const found = /^[\w-]+\.csv$/.test(file)
    ? await fetch(new URL(`recordings/${file}`, import.meta.url))
    : undefined;
  if (!found?.ok || !(speed > 0)) {
    box.querySelector('p').textContent = missing;
    bar.remove();
    box.hidden = false;
    return;
  }
  const sensor = new RecordedSensor(readingsOf(await found.text()), speed);
  sensor.addEventListener('played', () => {
    bar.value = sensor.share;
  });
  document.querySelector('kind-step-tracker').sensor = sensor;
  // Not before it can be played.
  box.querySelector('p').textContent = playing.replace('{file}', file);
  box.hidden = false;
}
