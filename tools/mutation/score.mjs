/** How many of a folder's mutants a test noticed, in a sentence. What a part says of all has an error of 95 %. */
export function scoreOf(folder, { all, tried, survivors }) {
  const share = tried === 0 ? 1 : 1 - survivors.length / tried;
  const error = 1.96 * Math.sqrt((share * (1 - share)) / tried);
  const precision = tried < all ? ` (± ${(100 * error).toFixed(1)}, ${tried} of ${all} tried)` : '';
  return `${folder}: ${tried - survivors.length} of ${tried} mutants killed, ${(100 * share).toFixed(1)} %${precision}`;
}

/** Where a mutant lies and what it changes, in one line. */
export function lineOf({ file, line, column, from, to, reached = true }) {
  const unreached = reached ? '' : '  (no test reaches it in its own process)';
  return `${file}:${line}:${column}  ${shortened(from)}  became  ${shortened(to)}${unreached}`;
}

function shortened(code) {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
