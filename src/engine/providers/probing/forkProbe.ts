import { spawn } from 'node:child_process';
import { keepTail, lateProbe, PROBE_TIMEOUT } from '../../../protocol/probeProcess.ts';
import type { StartProbe } from './finishedProbe.ts';

/** Probes in a child of this process, under Node. @param timeout in milliseconds */
export function forkProbe(script: string, timeout = PROBE_TIMEOUT): StartProbe {
  return (provider) => {
    const child = spawn(process.execPath, [script, provider], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const [output, errors] = [keepTail(child.stdout), keepTail(child.stderr)];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeout);
    return new Promise((resolve) => {
      const end = (how: string): void => {
        clearTimeout(timer);
        resolve({ output: output(), errors: errors(), how: late ? lateProbe(timeout) : how });
      };
      child.on('error', ({ message }) => end(`was not started: ${message}`));
      child.on('close', (code, signal) => end(signal ? `was killed by ${signal}` : `ended with code ${code}`));
    });
  };
}
