const last = new Map<string, Promise<unknown>>();

/** Tasks on the same path, one after the other in the order in which they were asked for. */
export async function inTurn<T>(path: string, task: () => Promise<T>): Promise<T> {
  const before = last.get(path) ?? Promise.resolve();
  const mine = before.then(task, task);
  last.set(path, mine);
  try {
    return await mine;
  } finally {
    if (last.get(path) === mine) last.delete(path);
  }
}
