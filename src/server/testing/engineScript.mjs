/** A stand-in for the engine's process: says its own id as `resident`, and never tells anything of a run. */
process.on('message', (message) => {
  if (message.kind === 'ping') process.send({ kind: 'pong' });
  if (message.kind !== 'call') return;
  if (message.name === 'watch') return;
  const result = { resident: process.pid, cached: message.args.bytes?.[1] ?? 0, sessions: 0 };
  process.send({ kind: 'result', id: message.id, result });
});
