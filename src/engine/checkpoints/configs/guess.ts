/** What a checkpoint does not say and was chosen for it, so that the user can choose otherwise. */
export interface Guess {
  /** Part of the model: "unet", "scheduler" ... */
  readonly part: string;
  /** Key of its configuration. */
  readonly key: string;
  readonly value: unknown;
  /** A sentence: what was chosen, why, and when to choose otherwise. */
  readonly why: string;
}

/** The configuration of a part, as the config.json of diffusers or transformers has it, and what in it was guessed. */
export interface InferredConfig {
  readonly config: Readonly<Record<string, unknown>>;
  readonly guesses: readonly Omit<Guess, 'part'>[];
}
