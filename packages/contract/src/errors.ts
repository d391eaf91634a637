/**
 * Every failure that a program can meet has a code of this closed union. The sentence says what
 * happened and what to do; words for donors are the elements' own, per language.
 */
interface ErrorDefinition {
  /** HTTP status; 0 where no answer of the platform is involved. */
  readonly status: number;
  /** What happened and what to do next. */
  readonly sentence: string;
  /** Whether the same request, with the same idempotency key, may succeed later by itself. */
  readonly retryable: boolean;
}

const final = (status: number, sentence: string) =>
  ({ status, sentence, retryable: false }) as const;
const transient = (status: number, sentence: string) =>
  ({ status, sentence, retryable: true }) as const;

/** The table of codes. Order is the order in which a request is checked. */
export const errors = {
  unavailable: transient(
    503,
    'The platform cannot reach its database right now. Nothing was lost; try again after the time in Retry-After.',
  ),
  shutting_down: transient(
    503,
    'This process is finishing its work before it stops. Send the request again; another process or the restarted one answers.',
  ),
  rate_limited: transient(
    429,
    'Too many requests came from this key or address. Wait for the time in Retry-After.',
  ),
  not_found: final(404, 'Nothing is at this address. Compare the path with /v1/openapi.json.'),
  method_not_allowed: final(405, 'This address does not take this method. See the Allow header.'),
  key_missing: final(
    401,
    'The request has no key. Send `Authorization: Bearer pk_…` or, for public reads, `?key=pk_…`.',
  ),
  key_unknown: final(401, 'No such key exists. Copy it again from `kindcart keys list`.'),
  key_revoked: final(401, 'This key was revoked. Make a new one with `kindcart keys create`.'),
  secret_key_in_browser: final(
    403,
    'A secret key came from a browser. Revoke it now, it is no longer secret; pages use publishable keys.',
  ),
  key_not_allowed: final(
    403,
    'This request needs a secret key (sk_…), sent from a server and never from a page.',
  ),
  origin_not_allowed: final(
    403,
    'This publishable key is not allowed on this web origin. Make a key for this exact origin with `kindcart keys create --origin`.',
  ),
  donor_session_missing: final(
    401,
    'This request is for a donor who came by a mailed link. Send `Authorization: Bearer` with the session of openDonorSession.',
  ),
  donor_session_over: final(
    401,
    'This visit is over, or its session was changed. Ask for a new link; it comes by e-mail.',
  ),
  body_too_large: final(413, 'The body is larger than 64 kB. Send a smaller one.'),
  media_type_unsupported: final(
    415,
    'The body is not JSON. Send `Content-Type: application/json`.',
  ),
  encoding_invalid: final(400, 'The body is not valid UTF-8.'),
  json_invalid: final(400, 'The body is not valid JSON.'),
  request_invalid: final(400, 'Some fields are not as they should be. See `errors` for each.'),
  idempotency_key_missing: final(
    400,
    'This request moves money and needs an Idempotency-Key header, made and stored before it is sent.',
  ),
  idempotency_key_invalid: final(
    400,
    'The Idempotency-Key is not 1 to 255 printable ASCII characters.',
  ),
  idempotency_key_reused: final(
    422,
    'This Idempotency-Key was used with another body. Use a new key for a new request.',
  ),
  idempotency_in_flight: transient(
    409,
    'A request with this Idempotency-Key is being worked on. Send it again after Retry-After.',
  ),
  giving_paused: transient(
    503,
    'Too many cards were declined here one after the other, so giving is paused. Nothing was charged; come back after the time in Retry-After.',
  ),
  proof_required: final(
    403,
    'Many cards were declined here. Solve the `challenge` and send the request again, with the same idempotency key and the solution in the header Kindcart-Proof.',
  ),
  project_unknown: final(404, 'No such project exists for this key.'),
  project_closed: final(409, 'This project is closed and takes no more gifts.'),
  currency_mismatch: final(422, "The amount is not in the project's currency."),
  amount_too_small: final(422, "The amount is below the project's minimum."),
  amount_too_large: final(422, "The amount is above the project's maximum."),
  merchant_unknown: final(404, 'No such merchant exists for this key.'),
  charity_item_unknown: final(404, 'No such charity item exists for this key.'),
  charity_item_ended: final(
    409,
    'This charity item has ended, and an ended one is not changed any more. Make a new one.',
  ),
  charity_items_too_many: final(
    409,
    'The merchant has as many charity items as there may be. End one that is not needed any more.',
  ),
  order_unknown: final(404, 'No such order exists for this key.'),
  statement_unknown: final(404, 'No such statement exists for this key.'),
  statement_nothing_new: final(
    409,
    'Nothing was confirmed or taken back since the last statement of this merchant, so there is nothing to state.',
  ),
  statement_not_payable: final(
    409,
    'Nothing is to be paid on this statement: it is paid, or all of it is carried to the next one.',
  ),
  species_unknown: final(404, 'No such species exists for this key.'),
  species_not_offered: final(
    409,
    'This species is not planted on this plot, or is not offered any more. Choose another one.',
  ),
  plot_unknown: final(404, 'No such plot exists for this key.'),
  plot_closed: final(409, 'This plot is closed for adoption. Choose another one.'),
  polygon_invalid: final(
    422,
    'The outline does not describe a piece of land. See `errors` for what is wrong with it.',
  ),
  places_too_many: final(
    422,
    'The grid has more places on this land than one plot may have. Tell of it as several plots.',
  ),
  plot_overlaps: final(
    409,
    'This land overlaps a plot that is told of already, so its trees could be counted twice. See `errors` for which one.',
  ),
  place_unknown: final(404, 'The plot has no place of this number.'),
  place_taken: final(409, 'Somebody else has this place. Choose another one, or any place.'),
  plot_full: final(409, 'No place of this plot is free right now. Choose another plot.'),
  adoptions_too_many: final(
    409,
    'Too many places are held from here without being paid. Pay for one, give one back, or wait 15 minutes.',
  ),
  adoption_unknown: final(404, 'No such adoption exists for this key.'),
  adoption_over: final(
    409,
    'This adoption takes no payment any more: its time is over, it was given back, or all of it is paid.',
  ),
  adoption_mismatch: final(
    422,
    'The gift is not what the adoption asks for. See `errors` for the field.',
  ),
  tree_unknown: final(404, 'No such tree exists for this key.'),
  tree_state_refused: final(
    409,
    'A tree cannot become this from what it is, or on that day. See `errors` for why.',
  ),
  observation_unknown: final(404, 'No such observation exists for this key.'),
  photo_refused: final(
    422,
    'The photo is not a JPEG, PNG or WebP picture, or has more pixels than are taken.',
  ),
  photo_too_large: final(413, 'The photo is larger than 8 MB. Send a smaller one.'),
  field_pass_invalid: final(
    401,
    'This field pass is not one of ours, was taken back, or its time is over. Ask the charity for a new link.',
  ),
  challenge_unknown: final(404, 'No such challenge exists for this key.'),
  challenge_not_open: final(
    409,
    'This challenge takes no deeds now: it has not begun, is paused, or is over.',
  ),
  challenge_not_over: final(
    409,
    'Deeds of this challenge can still come, until two days after its last day. Close it then.',
  ),
  deeds_undecided: final(
    409,
    'Deeds of this challenge wait for a decision, and none of them could give anything once it is closed. Decide on them first, or say `forfeitUndecided=true`. See `errors` for how many.',
  ),
  challenge_closed: final(
    409,
    'This challenge is closed: what was left of its budget is passed on, and nothing of it changes any more.',
  ),
  challenge_change_refused: final(
    409,
    'The challenge cannot become this after what was funded and given of it. See `errors` for why.',
  ),
  funding_too_large: final(
    409,
    'With this funding more would have come than the sponsor promised. Raise the budget of the challenge first.',
  ),
  funding_reference_used: final(
    409,
    'Another funding of this challenge has this reference. Each that came has one of its own.',
  ),
  participant_unknown: final(404, 'No such participant exists for this key.'),
  device_unknown: final(404, 'The participant has no such device. Let it join by a move.'),
  device_taken: final(409, 'This key belongs to another participant already. Make a new key.'),
  devices_too_many: final(409, 'The participant has as many devices as there may be.'),
  device_signature_invalid: final(
    401,
    "The signature is not by the device's key over just these values. Sign the text of @kindcart/contract/signing.",
  ),
  wish_outdated: final(
    409,
    'A later wish of this device came before this one. Sign it again with a later `madeAtMs`.',
  ),
  move_invalid: final(
    401,
    'This move is not one of ours, was used, or its ten minutes are over. Make a new one on the other device.',
  ),
  source_not_taken: final(409, 'The challenge does not take this source. See its `sources`.'),
  werun_unreadable: final(
    422,
    'The data cannot be read with this session key: it is over, or one of the two was changed. Log in again, and ask for new data.',
  ),
  werun_app_mismatch: final(422, 'The data was made for another mini program than `appId`.'),
  werun_outdated: final(
    422,
    'The data was made too long ago, or in the future. Ask the mini program for new data.',
  ),
  deed_unknown: final(404, 'No such deed exists for this key.'),
  deed_decided: final(
    409,
    'This deed is not under review: it counts, or somebody decided otherwise before.',
  ),
  deed_day_outside: final(
    409,
    'The day of this deed is not one of the challenge, or has not begun there. Refuse it, or accept it once its day has begun.',
  ),
  teams_not_offered: final(409, 'This challenge has no teams.'),
  team_unknown: final(404, 'No such team exists for this key.'),
  team_name_taken: final(409, 'Another team of this challenge has this name. Choose another one.'),
  team_joined: final(409, 'The participant is of another team of this challenge, and stays of it.'),
  donation_unknown: final(404, 'No such donation exists for this key.'),
  donation_not_refundable: final(
    409,
    'This donation was not paid, or all of it went back already, so there is nothing to give back.',
  ),
  refund_too_large: final(
    409,
    'The refund is more than what is left of the donation after the refunds before it.',
  ),
  refund_unknown: final(404, 'No such refund exists for this key.'),
  recurring_gift_unknown: final(404, 'No such monthly or yearly gift exists for this key.'),
  recurring_gift_not_started: final(
    409,
    'The first payment of this monthly or yearly gift is not made yet. It can be cancelled now, and changed once it is paid.',
  ),
  recurring_gift_over: final(
    409,
    'This monthly or yearly gift was cancelled or has ended, and charges nothing any more. A new one has to be started.',
  ),
  recurring_gift_nothing_due: final(
    409,
    'No charge of this monthly or yearly gift is outstanding, so there is nothing to try again.',
  ),
  donor_link_invalid: final(
    401,
    'This link is not one of ours, was changed on the way, or was taken back. Ask for a new one.',
  ),
  donor_link_expired: final(401, 'The time of this link is over. Ask for a new one.'),
  donation_not_paid: final(
    409,
    "There is no receipt for this donation: it is not paid, all of it was given back, or the donor's bank has taken it back.",
  ),
  receipt_unknown: final(404, 'No such receipt exists for this donor.'),
  payments_unavailable: final(
    503,
    "No payment provider is set up for this key's mode. Live gifts need a live provider.",
  ),
  payment_unknown: final(404, 'No such payment exists, or its client secret is not right.'),
  payment_closed: final(
    409,
    'This payment is finished, so it takes no card. Start a new donation.',
  ),
  card_invalid: final(
    422,
    'The card number, expiry or security code is not valid. Check each digit.',
  ),
  card_declined: final(402, 'The card was declined. Use another card, or ask the bank.'),
  insufficient_funds: final(
    402,
    'The card has not enough funds. Use another card or a smaller amount.',
  ),
  authentication_failed: final(
    402,
    'The payment was not confirmed with the bank, so nothing was charged.',
  ),
  payment_expired: final(409, 'The payment was not finished in time, so nothing was charged.'),
  clock_in_live_mode: final(
    409,
    'Only the clock of test data can be moved. Nothing was changed; use a test key (sk_test_…).',
  ),
  clock_backwards: final(
    409,
    "The sandbox's clock only goes forward, since what it charged stays charged. Choose a later time.",
  ),
  signature_invalid: final(401, 'The event is not signed by an active secret of this source.'),
  signature_expired: final(400, 'The event was signed more than 5 minutes ago. Sign it again.'),
  livemode_mismatch: final(400, 'A test event came to live data, or a live event to test data.'),
  webhook_endpoint_unknown: final(404, 'No such webhook endpoint exists for this key.'),
  webhook_url_refused: final(
    422,
    'The platform does not send to this address. Give an https address on the public internet.',
  ),
  webhook_endpoints_too_many: final(
    409,
    'There are as many webhook endpoints as there may be. Delete one that is not needed any more.',
  ),
  webhook_endpoint_disabled: final(
    409,
    'This webhook endpoint is disabled, so nothing is sent to it. Enable it first.',
  ),
  webhook_delivery_unknown: final(
    404,
    'No such delivery exists for this key. Those that ended are forgotten after 90 days.',
  ),
  internal: transient(
    500,
    'The platform failed at this request. It was logged under the request id; trying again is safe.',
  ),
  network_error: transient(
    0,
    'The request got no answer. Check the connection; trying again is safe.',
  ),
  timeout: transient(0, 'The answer did not come in time. Trying again is safe.'),
  aborted: final(0, 'The page cancelled the request.'),
  response_invalid: final(
    0,
    'The answer is not what the contract says. The client and the platform may be of different versions.',
  ),
} as const satisfies Record<string, ErrorDefinition>;

/** Machine name of a failure; the union is closed. */
export type ErrorCode = keyof typeof errors;

/** Codes that the client makes itself, without an answer of the platform. */
export type ClientErrorCode = 'network_error' | 'timeout' | 'aborted' | 'response_invalid';
/** Codes that an answer of the platform can carry. */
export type ProblemCode = Exclude<ErrorCode, ClientErrorCode>;

/** Whether the text is a code of the union. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errors, text);
}

/** Whether the same request may succeed later by itself. */
export function isRetryable(code: ErrorCode): boolean {
  return errors[code].retryable;
}
