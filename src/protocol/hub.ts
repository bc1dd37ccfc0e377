import { z } from 'zod';
import { ArcspaceError, problemFrom } from '../graph/problem.ts';
import { callSchemas, isCallName } from './calls.ts';
import { type Message, parseMessage } from './message.ts';
import type { MessagePortLike } from './port.ts';
import type { Emit, EngineHandlers, EventName } from './protocol.ts';

export interface Hub {
  /** Answers the calls that come in on this port, and sends it every event, until it closes. */
  attach(port: MessagePortLike): void;
  /** Reaches every client. */
  readonly emit: Emit;
}

/** Events that tell how things are: a newer one follows, and a client that is behind misses nothing without it. */
const STATES: ReadonlySet<EventName> = new Set(['memory']);

/** The engine's end of any number of wires. A wire that carries something else than messages is closed. */
export function createHub(handlers: EngineHandlers): Hub {
  const ports = new Set<MessagePortLike>();
  const emit: Emit = (name, event) => {
    const message: Message = { kind: 'event', name, event };
    for (const port of ports) if (!(STATES.has(name) && port.congested?.())) port.post(message);
  };
  const receive = async (port: MessagePortLike, raw: unknown): Promise<void> => {
    const message = parseMessage(raw);
    if (message?.kind === 'ping') port.post({ kind: 'pong' } satisfies Message);
    else if (message?.kind === 'call') reply(port, await answer(handlers, emit, message));
    else if (!message) port.close();
  };
  const attach = (port: MessagePortLike): void => {
    ports.add(port);
    port.onClose(() => ports.delete(port));
    port.onMessage((raw) => void receive(port, raw));
  };
  return { attach, emit };
}

/** A result that cannot cross the wire becomes the problem that says so. */
function reply(port: MessagePortLike, message: Message & { id: number }): void {
  try {
    port.post(message);
  } catch (thrown) {
    port.post({ kind: 'problem', id: message.id, problem: problemFrom(thrown) } satisfies Message);
  }
}

async function answer(
  handlers: EngineHandlers,
  emit: Emit,
  call: Message & { kind: 'call' },
): Promise<Message & { id: number }> {
  try {
    return { kind: 'result', id: call.id, result: await dispatch(handlers, emit, call.name, call.args) };
  } catch (thrown) {
    return { kind: 'problem', id: call.id, problem: problemFrom(thrown) };
  }
}

function dispatch(handlers: EngineHandlers, emit: Emit, name: string, args: unknown): Promise<unknown> {
  if (!isCallName(name)) throw refused(`There is no call named "${name.slice(0, 64)}".`);
  const parsed = callSchemas[name].safeParse(args);
  if (!parsed.success) throw refused(`The call "${name}" is not understood: ${z.prettifyError(parsed.error)}`);
  const handler = handlers[name] as (args: unknown, emit: Emit) => Promise<unknown>;
  return handler(parsed.data, emit);
}

function refused(message: string): ArcspaceError {
  const remedy = 'Reload the window: its program and the engine may be of two versions.';
  return new ArcspaceError('refused-call', message.slice(0, 2000), remedy);
}
