export const guide = {
  title: 'First steps',
  step: (number: number, count: number) => `${number} of ${count}`,
  leave: 'Leave',
  done: 'Done',
  next: 'Next',
  steps: {
    run: {
      title: 'Run it',
      text: 'Press Run. A small model that comes with Arcspace paints on this computer.',
    },
    live: {
      title: 'Turn on Live',
      text: 'With Live on, every change is painted at once.',
    },
    seed: {
      title: 'Drag the seed',
      text: 'Drag the seed of Noise to the left or right. Each number is another point of latent space, and another picture.',
    },
    word: {
      title: 'Change a word',
      text: 'Click the text of Prompt and turn “by day” into “at night”, then click beside it.',
    },
    compare: {
      title: 'Compare',
      text: 'Results keeps every picture. Open it, and click one to see it large.',
    },
  },
};
