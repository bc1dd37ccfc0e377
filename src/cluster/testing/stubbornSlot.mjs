/** A process of a slot that does what the name of its job says. */
const doing = {
  done: () => process.send({ kind: 'done', result: String(process.pid) }),
  die: () => process.exit(3),
  // Neither a cancel nor an end of its worker is heard.
  hang: () =>
    process.send({ kind: 'progress', progress: { finished: [], at: { node: String(process.pid) } } }, () => {
      for (;;);
    }),
};

process.on('message', ({ job }) => doing[job?.name]?.());
