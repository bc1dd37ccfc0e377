import { z } from 'zod';
import { brokenFile } from '../networkFiles/modelFileErrors.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import type { EncoderKind, EncoderPart } from './families/family.ts';
import type { ModelLayout } from './layouts/modelLayout.ts';

const encoderSchema = z.looseObject({ model_type: z.string().optional() });

const titles: Readonly<Record<EncoderKind, string>> = {
  clip: 'CLIP text encoder',
  'projecting clip': 'CLIP text encoder with projection',
  t5: 'T5 encoder',
};

/**
 * Looks whether a text encoder is of the kind that a model needs in its place: encoders of another kind or of another model may
 * answer as wide as the right one.
 * @throws ArcspaceError that says what it is.
 */
export async function checkEncoder(
  layout: ModelLayout,
  { network, kind }: EncoderPart,
  file: string,
  { outputs }: NetworkSignature,
): Promise<void> {
  const config = await layout.config(network, encoderSchema);
  const found = kindOf(config?.model_type, outputs);
  if (found === undefined || found === kind) return;
  throw brokenFile(
    file,
    `is a ${titles[found]}, and this model has a ${titles[kind]} there.`,
    `It is a part of another model: ${layout.sketch.whenMixed}.`,
  );
}

/** Undefined where nothing says it: exports of CLIP without a pooled output are as good. */
function kindOf(modelType: string | undefined, outputs: NetworkSignature['outputs']): EncoderKind | undefined {
  if (modelType?.includes('t5')) return 't5';
  if (outputs.has('text_embeds')) return 'projecting clip';
  return outputs.has('pooler_output') ? 'clip' : undefined;
}
