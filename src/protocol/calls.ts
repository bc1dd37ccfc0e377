import { z } from 'zod';
import { modelRoles } from '../graph/models/knownModel.ts';
import { LONGEST_MODEL_NAME, workflowSchema } from '../graph/workflow/schema.ts';
import { autosaveIdSchema, autosaveKeySchema, autosaveSchema } from './autosave.ts';
import type { CallName, Calls, EventName } from './protocol.ts';
import { providers } from './providers.ts';

const nothing = z.record(z.string(), z.never());
const id = z.string().min(1).max(200);
const path = z.string().min(1).max(4096);
/** A workflow's file or a picture: far more than either needs, far less than memory. */
const text = z.string().max(64 * 1024 * 1024);
const bytes = z.instanceof(Uint8Array).refine((value) => value.byteLength <= 256 * 1024 * 1024, 'at most 256 MiB');
const downloadRequest = z.object({
  source: z.string().min(1).max(1000),
  precision: z.enum(['fp16', 'fp32']),
  name: id.optional(),
  commit: z.string().max(100).optional(),
});
const modelName = z.string().min(1).max(LONGEST_MODEL_NAME);
const settingValue = z.union([z.string().max(1000), z.number(), z.boolean(), z.null(), z.array(z.number()).max(100)]);
const runName = { client: id, run: id };

/**
 * What each call takes, checked wherever a message comes in. The type makes a missing or a misspelt name an error at
 * compile time.
 */
export const callSchemas: { readonly [N in CallName]: z.ZodType<Calls[N]['arguments']> } = {
  submit: z.object({
    ...runName,
    workflow: workflowSchema,
    path: path.nullable(),
    targets: z.array(id).max(5000),
    lane: id,
    watch: z.array(id).max(5000).nullable(),
    shown: z.record(id, z.string().max(200)),
  }),
  watch: z.object({
    ...runName,
    from: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
    ahead: z.boolean(),
  }),
  cancel: z.object(runName),
  runs: z.object({ client: id }),
  device: nothing,
  chooseDevice: z.object({ choice: z.enum(['auto', ...providers.map(({ name }) => name)]) }),
  checkDevices: nothing,
  memory: nothing,
  models: nothing,
  modelParts: nothing,
  modelHashes: z.object({
    models: z.array(z.object({ role: z.enum(modelRoles), name: modelName })).max(1000),
  }),
  modelSettings: z.object({ model: modelName }),
  setModelSetting: z.object({ model: modelName, part: id, key: id, value: settingValue }),
  modelRoots: nothing,
  planDownload: downloadRequest,
  startDownload: downloadRequest,
  stopDownload: z.object({ id }),
  discardDownload: z.object({ id }),
  downloads: nothing,
  gpuState: nothing,
  installGpu: z.object({ repair: z.boolean() }),
  removeGpu: nothing,
  free: nothing,
  listWorkflows: nothing,
  openWorkflow: z.object({ path }),
  saveWorkflow: z.object({ path, text, over: z.string().max(100).nullable().optional() }),
  listAutosaves: nothing,
  writeAutosave: autosaveSchema,
  clearAutosave: autosaveKeySchema,
  announceWindow: z.object({ window: autosaveIdSchema, open: z.boolean() }),
  listImages: nothing,
  importFile: z.object({ name: path, bytes }),
  locateFile: z.object({ path }),
  readFile: z.object({ path }),
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
