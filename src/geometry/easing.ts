export const easings = ['linear', 'cosine', 'smoothstep', 'ease_in', 'ease_out'] as const;
export type Easing = (typeof easings)[number];

/** Bends t in 0..1 so that a motion starts or ends gently; 0 stays 0 and 1 stays 1. */
export function ease(t: number, easing: Easing): number {
  switch (easing) {
    case 'linear':
      return t;
    case 'cosine':
      return (1 - Math.cos(Math.PI * t)) / 2;
    case 'smoothstep':
      return t * t * (3 - 2 * t);
    case 'ease_in':
      return t * t;
    case 'ease_out':
      return t * (2 - t);
  }
}

/** count shares from 0 to 1, both ends among them: i / (n - 1). One alone is 0. */
export function sharesWithEnds(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : i / (count - 1)));
}

/** count shares strictly between 0 and 1: (i + 1) / (n + 1), so that joined transitions do not show an end twice. */
export function sharesBetween(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + 1) / (count + 1));
}
