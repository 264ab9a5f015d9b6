/** What a client of a model may ask for. Its key is the private key of its certificate: no secret that could be passed on. */
export interface ModelClient {
  /** Host that its certificate names. */
  readonly host: string;
  /** Requests per minute at each pod of the gateway. */
  readonly requestsPerMinute: number;
  /** Largest question, in KiB. */
  readonly promptKibibytes: number;
  /** Most tokens of one answer; what a question asks for that states none. */
  readonly answerTokens: number;
  /** Tokens per minute that all its questions together may ask for, at each pod of the gateway. */
  readonly answerTokensPerMinute: number;
}

/** A model that is served: the name that questions state, and what that name stands for. */
export interface ServedModel {
  readonly name: string;
  /** `sha256:…` of its weights' manifest. */
  readonly digest: string;
}
