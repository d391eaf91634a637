import type { WordsOfAdopting } from './forest-words.ts';
import { picker } from './picker.en.ts';

/** English of adopting, once a tree is chosen. */
export const adopting: WordsOfAdopting = {
  ...picker,
  adopting: {
    choosePlace: 'Choose a place',
    anyPlace: 'Any free place',
    anyPlaceHow: 'The next free place is taken for you.',
    onPlan: 'Choose on the plan',
    plan: (plot) => `Plan of ${plot}, north at the top`,
    free: 'Free',
    held: 'Held for somebody',
    taken: 'A tree stands here',
    closer: 'Closer',
    further: 'Further away',
    number: 'Number of the place',
    list: 'Free places shown here',
    page: (first, last, total) => `Places ${first} to ${last} of ${total}`,
    earlier: 'Earlier places',
    later: 'Later places',
    place: (number) => `Place ${number}`,
    isHeld: (number) =>
      `Place ${number} is held for somebody who is about to pay. Choose another, or look again in a few minutes.`,
    isTaken: (number) => `A tree stands at place ${number} already. Choose another.`,
    noSuch: (number) => `The plot has no place ${number}.`,
    take: (number) => `Take place ${number}`,

    whoTitle: 'Whose tree is it?',
    alone: 'Mine alone',
    gift: 'A gift',
    team: 'A team’s',
    teamHow:
      'You pay the first share. Then you get a link for the others, and the place is kept for seven days.',
    to: 'Who is it for?',
    toMissing: 'Write the name of whom it is for.',
    optional: 'optional',
    message: 'Your message',
    charactersLeft: (count, formatted) =>
      count === 1 ? '1 character left' : `${formatted} characters left`,
    reveal: 'Reveal it on',
    revealHow:
      'Until then, the tree’s page does not say for whom it is. Left empty, it says so at once.',
    revealPast: 'Choose today or a later day.',
    shares: 'How many of you?',
    sharesWrong: (least, most) => `Write a number from ${least} to ${most}.`,
    shareEach: (amount) => `Each pays ${amount}.`,
    teamName: 'Name of the team',
    hold: 'Hold a place and go on',
    holdHow: 'It is kept for you for 15 minutes. Nothing is charged yet.',
    holding: 'Holding a place…',

    placeTaken: 'Somebody else took this place a moment ago. Choose another, or take any.',
    plotFull:
      'No place of this plot is free right now. Choose another plot, or look again in 15 minutes, when places that nobody paid for come back.',
    plotClosed: 'This plot takes no more trees. Choose another.',
    notOffered: 'This tree is not planted on this plot any more. Choose another.',
    tooMany:
      'Too many places are held from here and not paid for. They come back within 15 minutes; then you can hold another.',
    projectClosed: 'The project of this plot has closed. Choose another plot.',
    failed: 'No place could be held, since something went wrong on our side. Nothing was charged.',

    isYours: (place, plot) => `Place ${place} of ${plot} is held for you`,
    timeLeft: (time) => `${time} left to pay`,
    minutesLeft: (count, formatted) =>
      count === 1 ? '1 minute left to pay' : `${formatted} minutes left to pay`,
    timeHow: 'After that the place goes back to the others, and nothing is charged.',
    overdue: 'The time is over. Asking whether the place is still yours…',
    giveBack: 'Give the place back',
    tree: (species, place) => `${species}, place ${place}`,
    share: (species, place) => `One share of ${species}, place ${place}`,
    joined: 'Who has joined',
    somebody: 'Somebody',
    missing: (count, formatted) =>
      count === 1 ? '1 share is missing.' : `${formatted} shares are missing.`,
    keptUntil: (date) => `The place is kept until ${date}.`,
    noShare: 'All shares are being paid right now. If one is not, you can pay it here.',
    forWhom: (name) => `It is for ${name}.`,

    paid: 'Your payment has arrived',
    paidHow: 'Your tree is getting its number…',
    shareIsPaid: 'Your share is paid',
    invite: 'Invite the others',
    inviteHow: 'Whoever opens this link can pay the next share:',
    inviteText: (species) => `Let us plant a tree together: ${species}`,
    copied: 'The link is copied.',
    copyThis: 'Copy this address:',

    adopted: (number) => `Tree ${number} is yours`,
    adoptedFor: (number, name) => `Tree ${number} is for ${name}`,
    adoptedBy: (number, team) => `Tree ${number} belongs to ${team}`,
    adoptedByOthers: (number) => `This tree is adopted already: it is tree ${number}`,
    plantedNext: 'It is planted in the next season.',
    plantedIn: (from, to) => `It is planted in the next season, from ${from} to ${to}.`,
    moved: (from, to) =>
      `Place ${from} was gone when your payment came. Your tree stands at place ${to} instead.`,
    watch: 'Its page and certificate',
    tell: 'Tell others',
    tellText: (species) => `I had a tree planted: ${species}`,
    another: 'Adopt another tree',

    unfulfilled: 'The place was gone when the payment came, and no other was free',
    unfulfilledTeam: 'The team did not come together in time',
    unfulfilledHow: 'All that was paid goes back by itself, within a few days.',
    lapsed: 'The place went back',
    lapsedHow: 'Nobody paid for it in time. Nothing was charged.',
    chooseAgain: 'Choose again',
    linkUnknown: 'This invitation leads to no tree. Ask for a new link, or choose a tree here.',
  },
};
