const KEPT_WHEN_GONE = 24 * 60 * 60 * 1000;

interface Left {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly bytes: number;
}

/** Of windows that are not open, those to forget what they left of: what is too old, and of the oldest what is too much. */
export function goneWindows(
  windows: ReadonlyMap<string, Left>,
  open: ReadonlySet<string>,
  mostBytes: number,
): readonly string[] {
  const gone = [...windows].filter(([window]) => !open.has(window));
  let bytes = 0;
  return gone
    .sort(([, one], [, other]) => other.time - one.time)
    .filter(([, left]) => {
      bytes += left.bytes;
      return Date.now() - left.time > KEPT_WHEN_GONE || bytes > mostBytes;
    })
    .map(([window]) => window);
}
