/**
 * A smooth wave of period 1 between -1 and 1, zero and rising at 0. Two parabolas: close to a sine, and made of sums and products
 * alone, which give the same bits on every machine, as sines need not.
 */
export function wave(turn: number): number {
  const part = turn - Math.floor(turn);
  const half = part < 0.5 ? part : part - 0.5;
  const height = 16 * half * (0.5 - half);
  return part < 0.5 ? height : -height;
}

/** 0 up to `from`, 1 from `to` on, and a smooth way between (the smoothstep of computer graphics). */
export function smoothly(from: number, to: number, value: number): number {
  const share = Math.min(Math.max((value - from) / (to - from), 0), 1);
  return share * share * (3 - 2 * share);
}
