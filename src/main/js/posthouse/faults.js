/**
 * What a call rejects with. `code` is the number an app written for the page's SDK expects; `fault` holds what the gateway
 * said (its own code, name and retry advice), or is absent if this client made the error itself.
 */
export class PosthouseError extends Error {
  constructor(code, message, fault) {
    super(message);
    this.name = 'PosthouseError';
    this.code = code;
    if (fault) this.fault = fault;
  }

  /** Whether the same call may succeed later. */
  get isRetryable() {
    return this.fault ? this.fault.retry !== 'never' : this.code === Code.TIMEOUT || this.code === Code.NO_LINE;
  }
}

/** The codes that this client makes itself or that callers ask for by name. */
export const Code = Object.freeze({
  WRONG_TOKEN: 302,
  TOO_LONG: 405,
  TIMEOUT: 408,
  INVALID: 414,
  NO_LINE: 415,
  ABORTED: 499,
  INTERNAL: 500,
  RECALL_TOO_LATE: 508,
  TEAM_FULL: 801,
  NO_PERMISSION: 802,
  NO_TEAM: 803,
  NOT_A_MEMBER: 804,
  ALREADY_A_MEMBER: 809,
  TEAM_MUTED: 812,
  REFUSED: 7101,
});

/** The gateway's code. */
const STORE_TIMEOUT = 903;

/** The gateway's code to the one of the page's SDK. */
const CODES = new Map([
  [101, Code.INVALID],
  [102, Code.TOO_LONG],
  [103, Code.INVALID],
  [104, Code.INVALID],
  [105, Code.TOO_LONG],
  [106, Code.TOO_LONG],
  [107, Code.TOO_LONG],
  [108, Code.TOO_LONG],
  [109, Code.INVALID],
  [201, Code.WRONG_TOKEN],
  [202, 403],
  [203, Code.TIMEOUT],
  [204, 403],
  [205, 416],
  [206, 416],
  [207, 416],
  [208, 416],
  [301, Code.REFUSED],
  [302, 417],
  [303, 404],
  [304, Code.RECALL_TOO_LATE],
  [305, 509],
  [306, 417],
  [307, 403],
  [308, Code.NOT_A_MEMBER],
  [309, Code.TEAM_MUTED],
  [310, 409],
  [311, 417],
  [312, 417],
  [313, 417],
  [314, 509],
  [315, 509],
  [316, 509],
  [901, 503],
  [902, Code.NO_LINE],
  [903, Code.TIMEOUT],
  [904, 503],
  [905, Code.INTERNAL],
  [906, Code.INTERNAL],
  [907, Code.INTERNAL],
  [908, Code.INTERNAL],
  [999, Code.INTERNAL],
]);

/** What the page's SDK calls a fault if it is about a team. */
const TEAM_CODES = new Map([
  [204, Code.NO_PERMISSION],
  [303, Code.NO_TEAM],
  [306, Code.ALREADY_A_MEMBER],
  [307, Code.TEAM_FULL],
]);

/** What the page's SDK calls a fault if it is about a channel. */
const CHANNEL_CODES = new Map([
  [104, 10414],
  [303, 10404],
  [306, 10405],
  [307, 10419],
  [308, 10406],
  [311, 10407],
  [312, 10420],
  [313, 10417],
  [314, 10408],
  [315, 10409],
  [316, 10410],
]);

/** @returns whether this client has a code of the page for that code of the gateway. */
export function isKnownFault(code) {
  return CODES.has(code);
}

/** @returns whether nobody knows if it was done: no answer came, or the store gave none in time. */
export function isUnanswered(error) {
  return error.fault ? error.fault.code === STORE_TIMEOUT : error.code === Code.TIMEOUT || error.code === Code.NO_LINE;
}

/** @param error the `error` object of an answer */
export function errorOf(error) {
  const fault = { code: error.code, name: error.name, retry: error.retry ?? 'never', detail: error.detail };
  return new PosthouseError(CODES.get(error.code) ?? Code.INTERNAL, error.text ?? error.name ?? 'refused', fault);
}

/** Gives a refusal the number that it has where teams are concerned. */
export function inTeam(error) {
  error.code = TEAM_CODES.get(error.fault?.code) ?? error.code;
  return error;
}

/** The same where channels are concerned. */
export function inChannel(error) {
  error.code = CHANNEL_CODES.get(error.fault?.code) ?? error.code;
  return error;
}

export function invalid(message) {
  return new PosthouseError(Code.INVALID, message);
}

export function noLine(message = 'there is no connection to the gateway') {
  return new PosthouseError(Code.NO_LINE, message);
}
