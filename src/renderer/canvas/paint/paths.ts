/** What traces a path: a Path2D, a context, or what writes the path down. */
export type Traced = Pick<
  CanvasPath,
  'moveTo' | 'lineTo' | 'bezierCurveTo' | 'arc' | 'rect' | 'roundRect' | 'closePath'
>;

type Trace = (into: Traced) => void;

const traces = new WeakMap<Path2D, Trace>();

/** A path that can be traced again: a Path2D tells nobody what it holds. */
export function tracedPath(trace: Trace): Path2D {
  const path = new Path2D();
  trace(path);
  traces.set(path, trace);
  return path;
}

/** Traces a path into something else. @throws Error for one that is no `tracedPath`: a fault in the program. */
export function retrace(path: Path2D, into: Traced): void {
  const trace = traces.get(path);
  if (!trace) throw new Error('the path cannot be traced again');
  trace(into);
}
