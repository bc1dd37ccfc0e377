import envPaths from 'env-paths';

/** Where this system keeps a program's data for a user. */
export function machineFolder(): string {
  return envPaths('arcspace', { suffix: '' }).data;
}
