import type { SchemasOf } from './callParts.ts';
import { galleryCallSchemas } from './galleryCalls.ts';
import { jobCallSchemas } from './jobCalls.ts';
import { machineCallSchemas } from './machineCalls.ts';
import type { CallName, Calls, EventName } from './protocol.ts';
import { runCallSchemas } from './runCalls.ts';
import { sharedQueueCallSchemas } from './sharedQueueCalls.ts';
import { workflowCallSchemas } from './workflowCalls.ts';
import { workspaceCallSchemas } from './workspaceCalls.ts';

/** All tables in one. The type makes a missing or a misspelt name an error at compile time. */
export const callSchemas: SchemasOf<Calls> = {
  ...runCallSchemas,
  ...jobCallSchemas,
  ...sharedQueueCallSchemas,
  ...galleryCallSchemas,
  ...machineCallSchemas,
  ...workspaceCallSchemas,
  ...workflowCallSchemas,
};

export const callNames = Object.keys(callSchemas) as readonly CallName[];

const events: { readonly [N in EventName]: true } = { memory: true, device: true, downloads: true, restarted: true };

export const eventNames = Object.keys(events) as readonly EventName[];

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(callSchemas, name);
}

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}
