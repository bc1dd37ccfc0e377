/** A model that is there, as far as it is known. */
export interface KnownModel {
  readonly name: string;
  /** "Stable Diffusion XL". */
  readonly kind?: string | undefined;
  /** Whether it can be run. */
  readonly usable: boolean;
  /** sha256 of its files by name; of a large one only when it was hashed already. */
  readonly files: Readonly<Record<string, string>>;
}
