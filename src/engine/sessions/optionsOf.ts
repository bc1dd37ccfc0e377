import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';

/** The execution provider that sessions with these options compute on. */
export function providerOf({ executionProviders = [] }: InferenceSession.SessionOptions): ProviderName {
  const [first = 'cpu'] = executionProviders;
  return (typeof first === 'string' ? first : first.name) as ProviderName;
}

/** Options with more of the runtime's configuration entries that begin with "session.". */
export function withEntries(
  options: InferenceSession.SessionOptions,
  entries: object,
): InferenceSession.SessionOptions {
  const present: unknown = options.extra?.session;
  const before = typeof present === 'object' ? present : {};
  return { ...options, extra: { ...options.extra, session: { ...before, ...entries } } };
}

/** Options for a network whose weights lie in files of a folder. */
export function withWeightsIn(
  folder: string,
  options: InferenceSession.SessionOptions,
): InferenceSession.SessionOptions {
  return withEntries(options, { model_external_initializers_file_folder_path: folder });
}
