import type { StepsWords } from './steps-words.ts';

/** English of counting and giving. */
export const walking: Pick<StepsWords, 'walking'> = {
  walking: {
    choose: 'Count my steps',
    sources: {
      motion: 'With this phone',
      bluetooth: 'With a foot pod',
      import: 'From another app’s file',
      declared: 'Type them in',
    },
    hints: {
      motion: 'In your hand, pocket or bag, while this page is open.',
      bluetooth: 'A sensor on your shoe that speaks Bluetooth.',
      import: 'Apple Health, Google, Fitbit or Garmin. The file stays on this device.',
      declared: 'Counts only where nothing better is known of the day.',
    },
    byThemselves:
      'The charity’s server may also tell steps, as from WeChat; it says so where it does.',
    give: (steps) => `Give ${steps}`,
    giveKept: 'Give my steps',
    giving: 'Giving…',
    asking: 'Your browser asks whether this page may use the motion sensors. Please allow it.',
    starting: 'Starting…',
    askingPod: 'Choose your sensor in the browser’s list.',
    countsElsewhere: 'Another page of this browser counts already. Stop it there first.',
    counting: 'Counting',
    firstSteps: 'The first steps are counted.',
    walkOn: 'Walk on: the first steps show after some ten seconds.',
    onlyWhileOpen: 'It counts only while this page is open and the screen is on.',
    mayGoDark: 'This browser may let the screen go dark, and then nothing is counted.',
    stop: 'Stop counting',
    denied:
      'This page has no leave to use the motion sensors. Close this page, open it again and allow it, or allow motion sensors in the browser’s settings; or count in another way.',
    noSensor:
      'This device tells no movement. It may have no sensor, or the browser’s settings for this site may block motion sensors. Allow them there, open the page on a phone, or count in another way.',
    pod: {
      no_bluetooth:
        'This browser cannot reach Bluetooth sensors. Chrome and Edge can on Android and computers; no browser can on an iPhone.',
      bluetooth_off: 'Bluetooth is switched off. Switch it on, and try again.',
      none_chosen: 'No sensor was chosen. Wake yours by moving it, and try again.',
      not_allowed: 'This page may not use Bluetooth. Allow it in the browser’s settings.',
      no_steps: 'That sensor tells no steps. Choose one for running or walking.',
      out_of_reach: 'The sensor did not answer. Bring it closer, and try again.',
      not_loaded: 'What reads sensors could not be loaded. Check your connection, and try again.',
    },
    podAway: 'The sensor is out of reach. Its steps are kept, and it is looked for.',
    reading: 'Reading the file',
    cancel: 'Cancel',
    imported: (count, formatted) =>
      count === 1 ? 'Steps of 1 day were found.' : `Steps of ${formatted} days were found.`,
    nothingImported:
      'The file has no steps of the days that count now. Export it anew, and try again.',
    typedLeftOut: 'Steps that were typed in by hand were left out.',
    problems: {
      not_steps: (file) => `${file} has no steps in it that can be read here.`,
      cut_off: (file) => `${file} ends too early. What could be read of it counts.`,
      unclear_dates: (file) =>
        `The dates in ${file} can be read in two ways. Export it with clear ones.`,
      zip_broken: (file) => `${file} is damaged. Export it anew.`,
      zip_locked: (file) => `${file} has a password. Unpack it first.`,
      zip_unknown: (file) =>
        `${file} is packed in a way that browsers do not know. Unpack it first.`,
      too_large: (file) => `${file} is larger than any such export.`,
      unreadable: (file) => `${file} could no longer be read. Choose it again.`,
    },
    howMany: 'Steps today, all together',
    declaredMost: (steps) => `Typed in, a day counts up to ${steps}.`,
    giveThese: 'Give these',
    notANumber: 'Write a whole number of steps, such as 8000.',
    thanks: (amount) => `Thank you! Your steps gave ${amount}.`,
    taken: 'Your steps have arrived.',
    givenBefore: 'Steps that were given before are not given again.',
    outdone: 'The day counts what a more trusted source told.',
    limits: {
      person_cap: 'You have reached what a day can count.',
      source_cap: 'You have reached what a day can count in this way.',
      daily_budget: 'Today’s share of the budget ended with them.',
      budget: 'With them, all that has come of the budget is given.',
    },
    underReview: 'Somebody of the charity looks at these steps before they count.',
    reasons: {
      day_ceiling: 'They are more than people walk in a day.',
      cadence: 'They are more than fit into the day so far.',
      future_day: 'Their day has not come yet. Is the clock of this device right?',
      old_day: 'Their day was more than two days ago.',
      counter_gap: 'Steps that were told before them never arrived.',
      one_device_many: 'Steps of many people came from one place.',
    },
    refusals: {
      challenge_not_open: 'The challenge takes no steps at the moment.',
      source_not_taken: 'The challenge does not take steps that were counted in this way.',
      day_outside: 'The day is not one of the challenge.',
      too_many_under_review:
        'The charity still has other steps of yours to look at. Give these again once it has.',
    },
    refused: 'These steps could not be taken.',
    kept: 'No connection. Your steps are kept on this device and given as soon as there is one.',
    notTaken: 'The platform could not take your steps just now. They are kept, and given later.',
    notLasting:
      'This browser keeps nothing for this page. Give your steps before you close it: a new visit begins at zero.',
    keyLost: 'This browser cannot read just now what it keeps for this page. Load the page again.',
  },
};
