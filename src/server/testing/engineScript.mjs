/** A stand-in for the engine's process: says its own id as `resident`, and never finishes a run. */
process.on('message', (message) => {
  if (message.kind === 'ping') process.send({ kind: 'pong' });
  if (message.kind !== 'call') return;
  if (message.name === 'run') {
    const queued = { run: message.args.run, event: { type: 'queued', nodes: ['a'] } };
    process.send({ kind: 'event', name: 'run', event: queued });
    return;
  }
  const result = { resident: process.pid, cached: message.args.bytes?.[1] ?? 0, sessions: 0 };
  process.send({ kind: 'result', id: message.id, result });
});
