import type { Problem } from '../../graph/problem.ts';
import { socketPort } from '../../protocol/ports/socketPort.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import { createSwitchboard } from '../../protocol/switchboard.ts';

const FIRST_DELAY = 200;
const LONGEST_DELAY = 5_000;
/** Attempts in vain before calls fail instead of waiting. */
const ATTEMPTS_BEFORE_FAILING = 3;

/** A WebSocket that is opened again whenever it closes, first soon, then less and less often. */
export function connectBrowserHost(openSocket: () => WebSocket): EngineClient {
  const switchboard = createSwitchboard();
  let attempts = 0;
  let lost = false;

  const open = (): void => {
    const socket = openSocket();
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      attempts = 0;
      switchboard.attach(socketPort(socket));
      if (lost) switchboard.emit('restarted', { problem: RECONNECTED });
      lost = true;
    });
    socket.addEventListener('close', () => {
      attempts++;
      if (attempts >= ATTEMPTS_BEFORE_FAILING) switchboard.fail(UNREACHABLE);
      setTimeout(open, Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY));
    });
  };
  open();
  return switchboard.client;
}

const RECONNECTED: Problem = {
  code: 'connection-lost',
  message: 'The connection to the engine was lost for a moment, and is back.',
  place: {},
  remedy: 'The workflow is as it was. Run it again.',
};

const UNREACHABLE: Problem = {
  code: 'engine-unreachable',
  message: 'This page cannot reach its engine: the server was ended, or the page was opened without its key.',
  place: {},
  remedy: 'Open the address that the terminal shows, with everything after the #.',
};
