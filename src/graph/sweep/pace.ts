/** Cells whose times say how long the next ones take. */
const recent = 20;

/** Says how long the rest takes, from the time that the last cells took. The first opens the models, and counts only while it is alone. */
export interface Pace {
  add(milliseconds: number): void;
  /** Seconds for so many more cells; undefined until there is something to judge by. */
  left(cells: number): number | undefined;
}

export function createPace(): Pace {
  const times: number[] = [];
  return {
    add: (milliseconds) => void times.push(milliseconds),
    left(cells) {
      const judged = (times.length > 1 ? times.slice(1) : times).slice(-recent);
      if (judged.length === 0) return undefined;
      return (cells * judged.reduce((sum, time) => sum + time, 0)) / judged.length / 1000;
    },
  };
}
