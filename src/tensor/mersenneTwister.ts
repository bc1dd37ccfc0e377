const size = 624;
const middle = 397;

/** MT19937 (Matsumoto & Nishimura 1998), seeded as std::mt19937 and torch are. */
export class MersenneTwister {
  readonly #state = new Uint32Array(size);
  #position = size;

  /** Only the low 32 bits of `seed` count. */
  constructor(seed: number) {
    this.#state[0] = seed;
    for (let i = 1; i < size; i++) {
      const previous = this.#state[i - 1] as number;
      this.#state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next integer in [0, 2^32). */
  next(): number {
    if (this.#position === size) this.#refill();
    let value = this.#state[this.#position++] as number;
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return (value ^ (value >>> 18)) >>> 0;
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < size; i++) {
      const joined = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % size] as number) & 0x7fffffff);
      const twisted = (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
      state[i] = (state[(i + middle) % size] as number) ^ twisted;
    }
    this.#position = 0;
  }
}
