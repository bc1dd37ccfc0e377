/** CSS pixels that a hand goes before it turns, for it to be a shake. */
const leastWay = 24;
/** Milliseconds in which it turns so often. */
const within = 1200;
const turnsNeeded = 4;

/** Hears where a pointer is, across, and says when it has been shaken; once for each shake. */
export function createShake(): (x: number, time: number) => boolean {
  let turns: number[] = [];
  let turned: number | undefined;
  let farthest = 0;
  let direction = 0;
  return (x, time) => {
    turned ??= x;
    if (direction === 0) {
      if (Math.abs(x - turned) >= leastWay) [direction, farthest] = [Math.sign(x - turned), x];
      return false;
    }
    if (direction * (x - farthest) > 0) farthest = x;
    if (direction * (farthest - x) < leastWay) return false;
    [direction, farthest] = [-direction, x];
    turns = [...turns.filter((at) => time - at < within), time];
    if (turns.length < turnsNeeded) return false;
    turns = [];
    return true;
  };
}
