/** Tables of the largest errors, what was beyond its tolerance, what failed, and what nothing replays. */
export function parityReport(recordings, failures) {
  const all = recordings.flatMap(({ comparisons, ...recording }) =>
    comparisons.map((one) => ({ ...recording, ...one })),
  );
  const sampled = all.filter(({ sampler }) => sampler);
  const parts = all.filter(({ sampler }) => !sampler);
  const beyond = recordings.map(worst).filter((one) => one && one.error > one.tolerance);
  const unplayed = recordings.filter(({ comparisons }) => comparisons.length === 0);
  const replayed = recordings.length - unplayed.length;
  const text = [
    table('Samplers, by family', sampled, 'sampler', 'family'),
    table('Samplers, by kind of recording', sampled, 'sampler', 'kind'),
    table('Single networks, tables and random numbers', parts, 'kind', 'family'),
    list(
      'Beyond tolerance',
      beyond.map(({ name, error, tolerance }) => `${name}: ${figure(error)} of ${tolerance}`),
    ),
    list('Failed', failures),
    list(
      'Replayed by nothing',
      unplayed.map(({ name, kind }) => `${name} (${kind})`),
    ),
    `${replayed} of ${recordings.length} recordings replayed, ${all.length} comparisons, ${beyond.length} beyond tolerance, ${failures.length} tests failed.`,
    'Errors are relative to the larger of 1 and the recorded peak, those of betas to each number, those of networks and random numbers absolute. A mark (!) says that one is beyond its tolerance.',
  ];
  return { text: text.filter(Boolean).join('\n\n'), passed: replayed > 0 && beyond.length + failures.length === 0 };
}

/** The comparison of a recording that leaves the least of its tolerance. */
function worst({ name, comparisons }) {
  const [first] = [...comparisons].sort((a, b) => b.error / b.tolerance - a.error / a.tolerance);
  return first && { ...first, name };
}

function table(title, comparisons, down, across) {
  const columns = [...new Set(comparisons.map((one) => one[across]))].sort();
  const rows = [...new Set(comparisons.map((one) => one[down]))].sort();
  const cells = rows.map((row) => [
    row,
    ...columns.map((column) => largest(comparisons.filter((one) => one[down] === row && one[across] === column))),
  ]);
  return [title, ...aligned([['', ...columns], ...cells])].join('\n');
}

function largest(comparisons) {
  if (comparisons.length === 0) return '-';
  const beyond = comparisons.some(({ error, tolerance }) => error > tolerance);
  return `${figure(Math.max(...comparisons.map(({ error }) => error)))}${beyond ? ' !' : ''}`;
}

function figure(error) {
  return error >= 1e300 ? 'not a number' : error.toExponential(1);
}

function aligned(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
}

function list(title, lines) {
  return lines.length > 0 && [title, ...lines.map((line) => `  ${line}`)].join('\n');
}
