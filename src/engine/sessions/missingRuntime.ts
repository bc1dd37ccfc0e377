import { ArcspaceError } from '../../graph/problem.ts';
import { providersOf } from '../../protocol/providers.ts';

/** A machine, as `process` describes it. */
interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** Why ONNX Runtime is not there. @param detail what loading it met. */
export function missingRuntime(detail: string, { platform, arch }: Platform = process): ArcspaceError {
  if (providersOf(platform, arch).length > 0) {
    const remedy = 'Install Arcspace again: its copy of ONNX Runtime is not whole.';
    return new ArcspaceError('missing-runtime', `ONNX Runtime cannot be loaded: ${detail}`, remedy);
  }
  return new ArcspaceError(
    'missing-runtime',
    `Nothing computes here: ONNX Runtime for Node has no build for ${platform} on ${arch}.`,
    'Workflows can be opened and edited. To run them, start "arcspace serve" on another machine and open a tunnel to it.',
  );
}
