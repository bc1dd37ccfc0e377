import { z } from 'zod';
import type { ProviderName } from '../../protocol/types.ts';

/** A node of a network that has run, after the optimisations of the runtime. */
export interface NodeRun {
  readonly node: string;
  /** "Conv" */
  readonly operator: string;
  readonly provider: ProviderName;
  readonly microseconds: number;
}

const kernelTime = '_kernel_time';

const eventSchema = z.object({
  cat: z.literal('Node'),
  name: z.string().endsWith(kernelTime),
  dur: z.number().nonnegative(),
  args: z.object({ op_name: z.string(), provider: z.string() }),
});

/** By what ONNX Runtime calls them. */
const providers: ReadonlyMap<string, ProviderName> = new Map([
  ['CPUExecutionProvider', 'cpu'],
  ['CUDAExecutionProvider', 'cuda'],
  ['DmlExecutionProvider', 'dml'],
  ['CoreMLExecutionProvider', 'coreml'],
  ['WebGpuExecutionProvider', 'webgpu'],
]);

/**
 * The runs of nodes in a profile as ONNX Runtime writes it: a list of events in the trace format of Chrome.
 * @throws SyntaxError for text that is no list.
 */
export function readProfile(text: string): NodeRun[] {
  const events = z.array(z.unknown()).parse(JSON.parse(text));
  return events.flatMap((event) => {
    const { success, data } = eventSchema.safeParse(event);
    if (!success) return [];
    const provider = providers.get(data.args.provider);
    if (!provider) throw new Error(`ONNX Runtime names a provider that is not in the table: ${data.args.provider}`);
    const node = data.name.slice(0, -kernelTime.length);
    return [{ node, operator: data.args.op_name, provider, microseconds: data.dur }];
  });
}
