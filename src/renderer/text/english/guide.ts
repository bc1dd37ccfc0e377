export const guide = {
  title: 'First steps',
  step: (number: number, count: number) => `${number} of ${count}`,
  leave: 'Leave',
  done: 'Done',
  next: 'Next',
};
