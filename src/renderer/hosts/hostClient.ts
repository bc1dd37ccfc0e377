import type { ReadonlySignal } from '@preact/signals';
import type { EngineClient } from '../../protocol/protocol.ts';

/** Whether calls reach the host now. `disconnected`: they fail at once, and the page goes on trying by itself. */
export type Connection = 'connecting' | 'connected' | 'disconnected';

/** The engine as this window has it. */
export interface HostClient extends EngineClient {
  readonly connection: ReadonlySignal<Connection>;
  /** Names this window to the engine; the same after a reload. */
  readonly windowId: string;
}
