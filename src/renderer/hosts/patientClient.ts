import type { ReadonlySignal } from '@preact/signals';
import { ArcspaceError } from '../../graph/problem.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import type { Connection, HostClient } from './hostClient.ts';

/** For calls that may be made twice: one whose connection is lost is made again as soon as it is back. */
export function createPatientClient(client: HostClient): EngineClient {
  return {
    async call(name, args) {
      for (;;) {
        try {
          return await client.call(name, args);
        } catch (thrown) {
          if (!isLost(thrown)) throw thrown;
          await connected(client.connection);
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
