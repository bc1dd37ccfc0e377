export const run = {
  waiting: 'waiting',
  run: 'Run',
  onQueue: 'on queue',
  live: 'Live',
  timeLeft: (isRough: boolean, time: string) => `, ${isRough ? 'about ' : ''}${time} left`,
  waitingForWorker: 'Waiting for a worker',
  starting: 'Starting',
};
