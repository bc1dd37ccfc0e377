import { counted } from '../formats.ts';

export const sharedQueue = {
  places: { here: 'This computer', queue: 'Queue' },
  anyDevice: 'Any',
  sendModelsAbout:
    'Puts the models that a run needs into the store, each once. Workers that were started with {flag} take from there what they lack.',
  waitForWorkers: 'Runs wait until a worker is there. Start one on each machine: {command}',
  runOn: 'Run on',
  nameAQueue: 'Other machines can compute runs: name a queue in Settings.',
  notUsed: (address: string) => `The queue at ${address} is not used.`,
  used: (address: string) => `Runs, sweeps and queued runs go to ${address}. Live runs stay here.`,
  queue: 'Queue',
  about:
    'Other machines can compute runs: workers take them from a queue in Redis or Valkey and put results into a folder that all machines reach. Address and password are kept on this computer, for you only.',
  runsSentToQueue: 'Runs sent to the queue',
  workers: 'Workers',
  device: 'Device',
  deviceAbout: 'Workers with another device leave the runs to others.',
  sendModels: 'Send models',
  address: 'Address',
  password: 'Password',
  passwordSaved: 'Saved',
  noPassword: 'None',
  storeFolder: 'Store folder',
  connecting: 'Connecting…',
  connect: 'Connect',
  forget: 'Forget',
  connectedTo: (address: string) => `Connected to ${address}`,
  connectingToQueue: 'Connecting to the queue…',
  load: (workers: number, running: number, waiting: number) =>
    `${counted(workers, 'worker')}, ${running} running, ${waiting} waiting`,
  noModels: 'no models',
  busy: (running: number, slots: number) => `${running} of ${slots} busy`,
  loadOf: (name: string) => `Load of ${name}`,
  otherVersion: (version: string) => `Arcspace ${version}: takes no runs of this version`,
};
