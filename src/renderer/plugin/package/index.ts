import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import { nodeRegistry } from '../../../../nodes/index.ts';
import type { EngineClient } from '../../../protocol/protocol.ts';
import { connectBrowserHost } from '../../hosts/browserHost.ts';
import type { LiteGraphApi } from '../litegraph/types.ts';
import { type NodePlugin, registerNodes } from '../registerNodes.ts';

/** Longer than any that are drawn by chance together. */
const NAME_BYTES = 12;

/**
 * Arcspace's engine over a WebSocket, which is opened again whenever it closes.
 * @param address "ws://127.0.0.1:4477/engine"; that of the page's own host otherwise.
 */
export function connectEngine(address: string | URL = ownAddress()): EngineClient {
  const bytes = crypto.getRandomValues(new Uint8Array(NAME_BYTES));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return connectBrowserHost(() => new WebSocket(address, 'arcspace'), name);
}

function ownAddress(): string {
  return `${location.origin.replace(/^http/, 'ws')}/engine`;
}

/** Registers all of Arcspace's nodes in an editor, as "arcspace/" and their type. Without an engine they can be wired, not run. */
export function registerArcspaceNodes(LiteGraph: LiteGraphApi, engine: EngineClient | null = null): NodePlugin {
  return registerNodes(LiteGraph, engine, nodeRegistry);
}
