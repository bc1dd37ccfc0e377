import type { MessageChannelMain, MessagePortMain, WebContents } from 'electron';
import { supervise } from '../host/supervise.ts';
import { channels, type EnginePortMessage } from '../protocol/desktop.ts';
import type { DesktopEngine } from './utilityEngine.ts';

/** Why the engine before this one ended. */
type Reason = EnginePortMessage['problem'];

/** The part of a window's contents that a port is sent to. */
export type Contents = Pick<WebContents, 'postMessage' | 'isDestroyed' | 'once'>;

export interface EngineLink {
  /** Opens a channel from this window straight to the engine, now and whenever the engine is started again. */
  connect(contents: Contents): void;
  allow(folder: string): void;
  isAllowed(folder: string): boolean;
  shortenTimeout(): void;
  stop(): void;
}

/** Keeps the engine running and every window connected to it. Nothing that they say to each other passes through here. */
export function createEngineLink(
  start: () => DesktopEngine,
  createChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>,
): EngineLink {
  const windows = new Set<Contents>();
  const allowed = new Set<string>();
  let engine: DesktopEngine | undefined;
  let problem: Reason = null;

  const tell = (contents: Contents, reason: Reason, ports: MessagePortMain[] = []): void => {
    if (!contents.isDestroyed()) contents.postMessage(channels.enginePort, reason, ports);
  };
  const handOver = (contents: Contents, reason: Reason): void => {
    if (!engine || contents.isDestroyed()) return;
    const { port1, port2 } = createChannel();
    engine.connect(port1);
    tell(contents, reason, [port2 as MessagePortMain]);
  };
  const supervisor = supervise({
    start: () => {
      engine = start();
      return engine;
    },
    onStart() {
      for (const folder of allowed) engine?.allow(folder);
      for (const contents of windows) handOver(contents, problem);
    },
    onEnd(reason, crashLooping) {
      engine = undefined;
      problem = reason;
      // A page that waits for an engine is told that none is in sight.
      if (crashLooping) for (const contents of windows) tell(contents, reason);
    },
  });
  return {
    connect(contents) {
      if (!windows.has(contents)) contents.once('destroyed', () => windows.delete(contents));
      windows.add(contents);
      handOver(contents, null);
    },
    allow(folder) {
      allowed.add(folder);
      engine?.allow(folder);
    },
    isAllowed: (folder) => allowed.has(folder),
    shortenTimeout: supervisor.shortenTimeout,
    stop: supervisor.stop,
  };
}
