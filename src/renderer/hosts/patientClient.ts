import type { ReadonlySignal } from '@preact/signals';
import { ArcspaceError } from '../../graph/problem.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import type { Connection, HostClient } from './hostClient.ts';

/** Waits until the connection is back, when that is what a call failed of. */
export function waitForConnection(client: HostClient): (thrown: unknown) => Promise<void> {
  return (thrown) => (isLost(thrown) ? connected(client.connection) : Promise.reject(thrown));
}

/** For calls that may be made twice: one whose connection is lost is made again as soon as it is back. */
export function createPatientClient(client: HostClient): EngineClient {
  const wait = waitForConnection(client);
  return {
    async call(name, args) {
      for (;;) {
        try {
          return await client.call(name, args);
        } catch (thrown) {
          await wait(thrown);
        }
      }
    },
    on: client.on,
  };
}

function isLost(thrown: unknown): boolean {
  return thrown instanceof ArcspaceError && ['connection-lost', 'engine-unreachable'].includes(thrown.code);
}

function connected(connection: ReadonlySignal<Connection>): Promise<void> {
  return new Promise((resolve) => {
    const stop = connection.subscribe((now) => {
      if (now !== 'connected') return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}
