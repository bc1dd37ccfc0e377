import { MersenneTwister } from './mersenneTwister.ts';
import { floats, sizeOf, type Tensor } from './tensor.ts';

const block = 16;
const twoPi = Math.fround(2 * Math.PI);

/**
 * torch's CPU generator: a seed gives the same float32 numbers as `torch.manual_seed(seed)` followed by the same draws,
 * to the last bits of log, sin and cos. So a seed means what it means in diffusers and ComfyUI.
 */
export class TorchGenerator {
  readonly #engine: MersenneTwister;
  /** The second value of the last double-precision pair; it survives draws of other kinds, as in torch. */
  #cached: number | undefined;

  /** @throws RangeError unless `seed` is an integer that a number holds exactly. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, not ${seed}`);
    this.#engine = new MersenneTwister(seed);
  }

  /** torch.randn(shape): float32 N(0, 1). */
  randn(shape: readonly number[]): Tensor {
    const data = floats(sizeOf(shape));
    if (data.length < block) {
      for (let i = 0; i < data.length; i++) data[i] = this.#normal();
    } else {
      this.#fillNormal(data);
    }
    return { data, shape };
  }

  /** torch.rand(shape): float32 uniform in [0, 1). */
  rand(shape: readonly number[]): Tensor {
    const data = floats(sizeOf(shape));
    this.#fillUniform(data);
    return { data, shape };
  }

  /** torch.randint(low, high, [count]): integers in [low, high). */
  randint(low: number, high: number, count: number): number[] {
    if (!(high > low)) throw new RangeError(`there is no integer from ${low} up to but without ${high}`);
    return Array.from({ length: count }, () => low + (this.#engine.next() % (high - low)));
  }

  #fillUniform(data: Float32Array): void {
    for (let i = 0; i < data.length; i++) data[i] = (this.#engine.next() & 0xffffff) / 0x1000000;
  }

  /** Box-Muller over blocks of 16 uniforms; a ragged end is covered by a fresh block over the last 16 places. */
  #fillNormal(data: Float32Array): void {
    this.#fillUniform(data);
    for (let start = 0; start + block <= data.length; start += block) boxMuller(data.subarray(start, start + block));
    if (data.length % block === 0) return;
    const tail = data.subarray(data.length - block);
    this.#fillUniform(tail);
    boxMuller(tail);
  }

  /** One double-precision Box-Muller value: torch's path for fewer than 16 numbers. */
  #normal(): number {
    const kept = this.#cached;
    if (kept !== undefined) {
      this.#cached = undefined;
      return kept;
    }
    const angle = 2 * Math.PI * this.#uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.#uniform53()));
    this.#cached = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  #uniform53(): number {
    const high = this.#engine.next() & 0x1fffff;
    return (high * 2 ** 32 + this.#engine.next()) / 2 ** 53;
  }
}

/** Turns 16 float32 uniforms into normals in place: eight for the radii, eight for the angles. */
function boxMuller(values: Float32Array): void {
  for (let i = 0; i < block / 2; i++) {
    const log = Math.fround(Math.log(1 - (values[i] as number)));
    const radius = Math.fround(Math.sqrt(-2 * log));
    const angle = Math.fround(twoPi * (values[i + block / 2] as number));
    values[i] = radius * Math.fround(Math.cos(angle));
    values[i + block / 2] = radius * Math.fround(Math.sin(angle));
  }
}
