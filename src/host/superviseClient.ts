import type { EngineClient } from '../protocol/protocol.ts';
import { createSwitchboard } from '../protocol/switchboard.ts';
import type { EngineProcess } from './engineProcess.ts';
import { supervise } from './supervise.ts';

export interface SupervisedEngine {
  /** Outlives the engine: what is under way fails when it ends, what comes later reaches the next one. */
  readonly client: EngineClient;
  /** Ends the engine for good. */
  stop(): void;
}

/** An engine that is started again whenever it ends, behind one client. */
export function superviseClient(start: () => EngineProcess): SupervisedEngine {
  const switchboard = createSwitchboard();
  const supervisor = supervise({
    start,
    onStart: (process) => switchboard.attach(process.port),
    onEnd(problem, crashLooping) {
      if (crashLooping) switchboard.fail(problem);
      switchboard.emit('restarted', { problem });
    },
  });
  const client: EngineClient = {
    call(name, args) {
      if (name === 'cancel') supervisor.shortenTimeout();
      return switchboard.client.call(name, args);
    },
    on: switchboard.client.on,
  };
  return { client, stop: supervisor.stop };
}
