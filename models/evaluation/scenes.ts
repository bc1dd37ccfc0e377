import { captionOf } from '../../src/scenes/caption.ts';
import { drawFactors } from '../../src/scenes/drawFactors.ts';
import { type Facts, factorsOf, factsOf } from '../../src/scenes/facts.ts';

/** What the scenes of a `scene_set` show: the node draws them so. */
export function drawnFacts(seed: number, count: number, fixed: Partial<Facts> = {}): Facts[] {
  return Array.from({ length: count }, (_, index) => factsOf(drawFactors(seed, index, factorsOf(fixed)).factors));
}

/** A prompt that says what is given and nothing else. */
export function promptOf(facts: Partial<Facts>): string {
  return captionOf(factorsOf(facts));
}
