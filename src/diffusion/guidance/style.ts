/** Sigmas at which guidance acts: low < sigma <= high. */
export interface SigmaInterval {
  readonly low: number;
  readonly high: number;
}

/** Adaptive projected guidance (Sadat et al., arXiv 2410.02416), in the letters of the paper. */
export interface Projection {
  /** eta: share kept of the part along the conditional guess, which mostly adds contrast; 1 keeps all. */
  readonly parallel: number;
  /** r: longest difference of the two guesses, as a norm; 0 sets no limit. */
  readonly limit: number;
  /** beta: what the running difference keeps of the step before; negative pushes away from it, 0 keeps nothing. */
  readonly momentum: number;
}

/** How guidance acts, beside its scale. With nothing said it is classifier-free guidance at every level. */
export interface GuidanceStyle {
  /** phi of Lin et al., arXiv 2305.08891: 0 (default) leaves the guided prediction, 1 gives it the conditional's spread. */
  readonly rescale?: number;
  /** Outside it the conditional half runs alone. Default: everywhere. */
  readonly interval?: SigmaInterval;
  readonly projection?: Projection;
  /**
   * Classifier-free guidance on top of a network whose guidance is embedded or none, where there is a negative prompt;
   * 1 (default) adds none. It runs the network twice ("true CFG").
   */
  readonly trueScale?: number;
}
