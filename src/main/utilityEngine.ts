import { dirname, join } from 'node:path';
import { type MessagePortMain, utilityProcess } from 'electron';
import type { EngineProcess } from '../host/engineProcess.ts';
import { rememberErrors } from '../host/rememberErrors.ts';
import { type EngineOptions, formatEngineOptions } from '../protocol/engineOptions.ts';
import type { Message } from '../protocol/message.ts';
import { emitterPort } from '../protocol/ports/emitterPort.ts';
import { answerProbes } from './utilityProbe.ts';

export interface DesktopEngine extends EngineProcess {
  /** Gives the engine its end of a channel to a window. */
  connect(port: MessagePortMain): void;
  /** The user chose a file in this folder: workflows may be read from it and written to it. */
  allow(folder: string): void;
}

/** The engine in a utility process of Electron. */
export function startUtilityEngine(script: string, options: EngineOptions): DesktopEngine {
  const child = utilityProcess.fork(script, [formatEngineOptions(options)], {
    serviceName: 'Arcspace engine',
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const post = (message: Message, ports: MessagePortMain[] = []): void => child.postMessage(message, ports);
  const stderrTail = rememberErrors(child.stderr);
  answerProbes(child, join(dirname(script), 'probe.js'));
  return {
    port: emitterPort(child as unknown as Parameters<typeof emitterPort>[0]),
    onExit: (handler) => void child.on('exit', (code) => handler(`ended with code ${code}`)),
    quit: () => void child.kill(),
    kill: () => void child.kill(),
    stderrTail,
    connect: (port) => post({ kind: 'ping' }, [port]),
    allow: (folder) => post({ kind: 'allow', folder }),
  };
}
