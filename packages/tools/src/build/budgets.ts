// The recorded sizes. A change that raises one says why, here and in its message. Of each that loads data, 0.05 kB ask
// once more for what was wanted anew while an older answer was on its way.
import type { Need } from './closure.ts';

/** One promise about what a page has to download. */
export interface Budget {
  /** Its name in the JSON line, in snake case. */
  readonly key: string;
  readonly what: string;
  /** Bytes after gzip; 1 kB is 1000 bytes. */
  readonly maxBytes: number;
  readonly need: Need;
}

const elements = 'packages/elements/src';
const button = `${elements}/giving/donate-button/define.ts`;
const form = `${elements}/giving/donate-form/define.ts`;
const progress = `${elements}/giving/progress/define.ts`;
const item = `${elements}/commerce/charity-item/define.ts`;
const donorPage = `${elements}/giving/donor-page/define.ts`;
const plan = `${elements}/giving/monthly-plan/define.ts`;
const thanks = `${elements}/giving/thank-you/define.ts`;
const cartPledge = `${elements}/commerce/cart-pledge/define.ts`;
const roundUp = `${elements}/commerce/round-up/define.ts`;
const treeCard = `${elements}/forest/tree-card/define.ts`;
const plotProgress = `${elements}/forest/plot-progress/define.ts`;
const forestCounter = `${elements}/forest/forest-counter/define.ts`;
const challengeProgress = `${elements}/deeds/challenge-progress/define.ts`;
const stepTracker = `${elements}/deeds/step-tracker/define.ts`;
const stepHistory = `${elements}/deeds/step-history/define.ts`;
const wall = `${elements}/giving/donor-wall/define.ts`;
const forestMap = `${elements}/forest/forest-map/define.ts`;
const treePicker = `${elements}/forest/tree-picker/define.ts`;

/**
 * Other languages, what is only said to the author of a page that is set up wrongly, and the proof of
 * work that is asked for where cards are being tried out.
 */
const otherwise = /\/locales\/(?!\w+\.en\.ts$)|\/remedies\.ts$|\/checkout\/proof\.ts$/;

/** What is fetched when a donor asks for it, and few do. */
const onDemand = /\/donate-form\/dedication\.ts$|\/locales\/dedication\.en\.ts$/;
const unasked = new RegExp(`${otherwise.source}|${onDemand.source}`);

/** What a page needs that brings one file of tiles for the map of a forest. */
const archive = /\/forest-map\/archive\.ts$|^node_modules\/(pmtiles|fflate)\//;
/** What a visitor loads who opens a tree on the map. */
const card = /\/forest\/tree-card\/|\/locales\/tree\.en\.ts$/;
const unopened = new RegExp(`${otherwise.source}|${archive.source}|${card.source}`);

/** What a walker loads who opens a file or the folds below, or has a foot pod. */
const opened =
  /\/step-tracker\/(import-panel|more|days-view|you|teams|image|picture|qr|figures)\.ts$|\/deeds\/sources\/(import|bluetooth)\/|\/locales\/walker\.en\.ts$|^node_modules\/uqr\//;
const unwalked = new RegExp(`${otherwise.source}|${opened.source}`);

/** What only a gift by Stripe loads. */
const stripe = /\/payments\/stripe\/|^node_modules\/@stripe\//;
/** What only a sandbox gift loads. */
const sandbox = /\/payments\/sandbox-card\/|\/locales\/card\.en\.ts$/;
const stripeOnly = new RegExp(`${unasked.source}|${sandbox.source}`);
const sandboxOnly = new RegExp(`${unasked.source}|${stripe.source}`);

/**
 * Every budget that there is something to measure for. All with data carry 0.5 kB since charity items came: one
 * cache, one controller and one stream for things of every kind, where there was one for projects alone, and 0.2
 * kB of the loader, which names six elements more. The forest costs all of them 0.2 kB: the loader names its
 * five elements, what checks ids and codes knows those of trees and land, and a form takes settled gifts. Good
 * deeds cost them 20 bytes: the page's one stream tells of challenges as well; and 85 more, of which half are the
 * loader, that names three elements more. Names in several languages are a file for the forest and for good deeds, which
 * costs the forest another 0.1 kB.
 */
export const budgets: readonly Budget[] = [
  {
    key: 'loader',
    what: 'kindcart.js, the loader',
    // 1.5 kB was the plan, and 23 elements are named.
    maxBytes: 1_530,
    need: { sources: [], later: false },
  },
  {
    key: 'style_sheet',
    what: 'kindcart.css, which keeps room until the script is there',
    // Not in the plan: recorded because it holds up the first paint. 0.1 kB are the tiers of a monthly
    // plan, which stand on the page before its script does, and the link below them; 60 bytes are the
    // rooms of a charity item, of a shop's sums, and of the four elements of a cart; 35 those of the forest, and
    // 25 those of good deeds.
    maxBytes: 805,
    need: { start: 'kindcart.css', sources: [], later: false },
  },
  {
    key: 'donate_button',
    what: 'a visible, clickable donate button, Lit included',
    // 9.5 kB was the plan. Of its surroundings it reads the theme alone; the form looks for the rest. 90 bytes
    // are the loader's, which knows two elements more.
    maxBytes: 9_685,
    need: { sources: [button], later: false },
  },
  {
    key: 'progress',
    what: "a project's progress with live numbers, Lit included",
    // Not in the plan: recorded so that the form does not come along again. 0.2 kB are the errors of
    // monthly gifts and what is shared by all elements that open a form; 0.2 kB are how a checkout
    // answers a demand for proof of work, in the store and client that all share.
    maxBytes: 21_290,
    need: { sources: [progress], later: true, except: otherwise },
  },
  {
    key: 'charity_item',
    what: 'a charity item with live data, Lit included, before it is opened',
    // 11.5 kB was the plan. 6.7 are Lit and 1.2 the loader; 9.7 client, store, stream and words' machinery, of
    // which 3.1 are projects and checkout, that share a file with them: apart they cost every page of gifts 0.5 kB
    // more. Its own are 4, of which 45 bytes keep open what is open while the language
    // changes, and the mark of a test from being cut off.
    maxBytes: 22_450,
    need: { sources: [item], later: false },
  },
  {
    key: 'donor_wall',
    what: 'a wall of gifts, live, Lit included',
    // Not in the plan: recorded so that it stays a chunk of its own, some 4 kB beside what all share.
    maxBytes: 22_910,
    need: { sources: [wall], later: true, except: otherwise },
  },
  {
    key: 'monthly_plan',
    what: 'monthly amounts to choose from, Lit included, before the form is opened',
    // Not in the plan: recorded so that the form does not come along. 10 bytes are words of a button that
    // has no room in one line.
    maxBytes: 22_895,
    need: { sources: [plan], later: false },
  },
  {
    key: 'thank_you',
    what: 'thanks on a page of their own, Lit included',
    // Not in the plan: recorded so that neither form nor wall comes along. 1.3 kB are the receipt.
    maxBytes: 25_665,
    need: { sources: [thanks], later: true, except: otherwise },
  },
  {
    key: 'cart_page',
    what: 'what a cart gives, and rounding it up, Lit included, in one language',
    // Not in the plan: recorded because it is what a shop adds to its cart. 10 bytes keep an amount beside its
    // words, and sentences in the direction of their language.
    // 20 bytes are a turn that each waits before it asks: many are taken away as soon as they are drawn.
    maxBytes: 30_275,
    need: { sources: [cartPledge, roundUp], later: true, except: otherwise },
  },
  {
    key: 'tree_card',
    what: 'a card of one tree, drawn beside a person, Lit included, in one language',
    // Not in the plan: recorded so that no map comes along with it. Some 21 kB are what all elements with data
    // carry and the forest's own client, store and measures. Here, and in all that show a forest or a
    // challenge, 0.1 to 0.3 kB is what it costs that failures are drawn by one view rather than six.
    maxBytes: 25_690,
    need: { sources: [treeCard], later: true, except: otherwise },
  },
  {
    key: 'plot_progress',
    what: 'how a plot fares, with its images from above, Lit included, in one language',
    // Not in the plan: recorded as the card is.
    maxBytes: 24_640,
    need: { sources: [plotProgress], later: true, except: otherwise },
  },
  {
    key: 'forest_counter',
    what: 'the whole forest in numbers, Lit included, in one language',
    // Not in the plan: recorded as the card is. 30 bytes keep one forest's number from another's.
    maxBytes: 22_890,
    need: { sources: [forestCounter], later: true, except: otherwise },
  },
  {
    key: 'challenge_progress',
    what: 'how a challenge stands, live, Lit included, in one language',
    // Not in the plan: recorded so that neither the tracker nor the key of the device comes along with it. 0.1 kB are
    // when a day begins, in the file of days that it shares with the tracker; 0.5 keep it to its day on a page
    // that is open, and say that more is promised than has come; 0.1 keep its teams fresh after the last news, too.
    maxBytes: 25_325,
    need: { sources: [challengeProgress], later: true, except: otherwise },
  },
  {
    key: 'step_history',
    what: 'the days of a device in a challenge, its key and what waits to be sent, Lit included, in one language',
    // Not in the plan: recorded as the challenge is. Some 4 kB are the participant of the device;
    // 0.3 that what it keeps is a file beside its key, which the tracker shows before; 0.2 that what a browser
    // closed is opened anew, and a key that cannot be read is not replaced; 0.1 when a day begins, as there.
    maxBytes: 27_965,
    need: { sources: [stepHistory], later: true, except: otherwise },
  },
  {
    key: 'step_tracker',
    what: "a walker's ring, Lit included, before counting and giving have come",
    // 12 kB was the plan, for what is its own: it has 5.3, and 1.8 of a client and a store for challenges. 0.2 are
    // the platform's own rules of counting a day; 0.2 when a day begins, and that what it has counted does not fall;
    // 0.2 that no step is told in two names; 0.1 how a busy button and a reading file look; 0.1 that no number is shown
    // before it is known what the device keeps.
    maxBytes: 27_800,
    need: { sources: [stepTracker], later: false },
  },
  {
    key: 'step_tracker_walking',
    what: 'all of a step tracker that counts and gives, without files, foot pods and folds, in one language',
    // Not in the plan: recorded so that none of what few open comes along. 8.2 kB are the pedometer, counting and
    // giving; 3 the key of the device and what it keeps; 1.1 that focus stays with whoever walks, that one page of a
    // browser counts at a time, that a foot pod keeps the screen on, and what is said of these; 0.5 what a page left
    // open does, what is offered while nothing can be given, and what is said of code that did not come; 1.1 take what is
    // typed in digits of any script, say what was given before, and name each thing that is waited for.
    maxBytes: 41_530,
    need: { sources: [stepTracker], later: true, except: unwalked },
  },
  {
    key: 'forest_map',
    what: 'the map of a forest, without MapLibre, Lit included, before its list or map is drawn',
    // 12 kB was the plan, for what is its own: it has 11.4, beside 6.7 of Lit, 1.3 of the loader and 9.7 of
    // client, store and words' machinery.
    maxBytes: 30_980,
    need: { sources: [forestMap], later: false },
  },
  {
    key: 'forest_map_whole',
    what: 'all of the map of a forest until a tree is opened, without MapLibre, Lit included, in one language',
    // Not in the plan: list and plans are 3.3 kB and come with the first drawing, what speaks to MapLibre is
    // 3.7 and comes into view with the map.
    maxBytes: 38_145,
    need: { sources: [forestMap], later: true, except: unopened },
  },
  {
    key: 'donor_page_door',
    what: "the donor's own page until somebody is in: the question for the address, Lit included",
    // Not in the plan: recorded because it is what a mailed link has to load first. 0.1 kB are how a donor
    // comes back from a bank's own page.
    maxBytes: 26_025,
    need: { sources: [donorPage], later: false },
  },
  {
    key: 'donor_page',
    what: "all of the donor's own page, another sandbox card included, in one language",
    // Not in the plan: gifts, settings and panels are fetched when somebody is in. 0.1 kB are rules for
    // WebKit, in which a long name would make the page wider; 0.6 are the way to a bank's own page and
    // back, and the proof of work for another card; 65 bytes say that a bank took a gift back. Nothing of
    // the donation form comes along.
    maxBytes: 44_420,
    need: { sources: [donorPage], later: true, except: sandboxOnly },
  },
  {
    key: 'tree_picker',
    what: 'trees and plots to choose from, Lit included, before a place is',
    // Not in the plan: recorded so that neither the way behind it nor the form comes along.
    maxBytes: 29_360,
    need: { sources: [treePicker], later: false },
  },
  {
    key: 'tree_checkout',
    what: 'all of adopting a tree: plan, wish, form and a sandbox checkout, in one language',
    // Not in the plan: the sandbox checkout without button and dialog, and what leads to it.
    maxBytes: 63_470,
    need: { sources: [treePicker], later: true, except: sandboxOnly },
  },
  {
    key: 'first_page',
    what: 'an open form to fill in, with button and dialog, Lit included',
    // Not in the plan: recorded because it is what a donor waits for. All behind it is fetched while
    // the first page is filled in; it was 36.8 kB when it was fetched with it.
    maxBytes: 34_795,
    need: { sources: [button, form], later: false },
  },
  {
    key: 'sandbox_checkout',
    what: 'everything for a sandbox checkout, in one language',
    // 22 kB was the plan; docs/decisions/0006 says what it holds and why it weighs more.
    maxBytes: 43_200,
    need: { sources: [button, form], later: true, except: sandboxOnly },
  },
  {
    key: 'stripe_checkout',
    what: "everything of ours for a checkout by Stripe, with Stripe's loader; not what js.stripe.com sends",
    // Not in the plan: the checkout above with Stripe's fields for the sandbox's. Half of the 4 kB are
    // Stripe's loader, and 0.2 to hand over its address under Trusted Types; 0.3 kB are cards to keep,
    // for monthly gifts.
    maxBytes: 44_860,
    need: { sources: [button, form], later: true, except: stripeOnly },
  },
];
