import { ArcspaceError } from '../../graph/problem.ts';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { constantFeeds, variableInputs } from './constantInputs.ts';
import { finalNormalisation } from './finalNormalisation.ts';
import { allInFixedBatches } from './inFixedBatches.ts';
import { inputsByRole } from './inputsByRole.ts';
import { outputFor } from './outputFor.ts';

/**
 * What is wanted of a text network. `hidden` counts layers from the end: 0 is the last with the final normalisation, 1 the
 * last without it, 2 the one before (the penultimate).
 */
export interface WantedOutputs {
  readonly hidden?: number;
  /** Whether the final normalisation is applied to layers before the last too. */
  readonly normalised?: boolean;
  readonly pooled?: 'pooler_output' | 'text_embeds';
}

export interface TextAnswer {
  /** [1, S, D] */
  readonly hidden?: Tensor;
  /** [1, P] */
  readonly pooled?: Tensor;
}

/** A text encoder: token ids of one chunk -> what it makes of them. */
export interface TextNetwork {
  /**
   * @param mask [1, S], 1 for tokens that are read and 0 for padding. Without one, the padding is read too.
   * @throws ArcspaceError when it was exported without what is wanted.
   */
  run(ids: readonly number[], wanted: WantedOutputs, mask?: Tensor): Promise<TextAnswer>;
}

export function textNetwork(source: NetworkSource, pool: SessionPool): TextNetwork {
  return {
    run: (ids, wanted, mask) =>
      pool.use(source, async (session) => {
        const layers = wanted.hidden === undefined ? [] : hiddenOutputs(session, wanted.hidden, wanted.normalised);
        const pooled = wanted.pooled ? [pooledOutput(session, wanted.pooled)] : [];
        const answers = await answersOf(session, ids, [...layers, ...pooled], mask);
        const [layer, last, normalised] = answers.slice(0, layers.length);
        const hidden = layer && last && normalised ? finalNormalisation(last, normalised)(layer) : layer;
        const vector = answers[layers.length];
        return { ...(hidden && { hidden }), ...(vector && { pooled: vector }) };
      }),
  };
}

function answersOf(
  session: Session,
  ids: readonly number[],
  outputs: readonly string[],
  mask: Tensor | undefined,
): Promise<readonly Tensor[]> {
  const { tokens } = inputsByRole(variableInputs(session.inputs), session.file, {
    tokens: { names: ['input_ids'], ranks: [2] },
  });
  if (mask && !session.inputs.has(maskInput)) throw withoutMask(session.file);
  const row = tensor(Float32Array.from(ids), [1, ids.length]);
  return allInFixedBatches(tokens, [row, ...(mask ? [mask] : [])], (batch: Tensor, masks?: Tensor) => {
    const [count = 1, length = 0] = batch.shape;
    const feeds = { ...constantFeeds(session.inputs, count, length), ...(masks && { [maskInput]: masks }) };
    return session.runAll({ ...feeds, [tokens.name]: batch }, outputs);
  });
}

const maskInput = 'attention_mask';

const layerName = /^hidden_states\.(\d+)$/;

/** The layer; where it is to be normalised, also the last one without and with normalisation, which show how. */
function hiddenOutputs(session: Session, fromEnd: number, normalised = false): string[] {
  const layer = hiddenOutput(session, fromEnd);
  return normalised && fromEnd > 0 ? [layer, hiddenOutput(session, 1), hiddenOutput(session, 0)] : [layer];
}

function hiddenOutput(session: Session, fromEnd: number): string {
  if (fromEnd === 0) return outputFor(session, 'hidden states', { names: ['last_hidden_state'], ranks: [3] });
  const layers = [...session.outputs.keys()].filter((name) => layerName.test(name)).length;
  const name = `hidden_states.${layers - fromEnd}`;
  if (session.outputs.has(name)) return name;
  throw layers > 0 ? tooFewLayers(fromEnd, layers, session.file) : withoutLayers(session.file);
}

/** The projected vector has its name only; a pooled one of another name is known by its rank. */
function pooledOutput(session: Session, name: NonNullable<WantedOutputs['pooled']>): string {
  if (name === 'pooler_output') return outputFor(session, 'the pooled prompt', { names: [name], ranks: [2] });
  if (session.outputs.has(name)) return name;
  throw new ArcspaceError(
    'broken-model',
    `The text encoder has no output "${name}". Its outputs are ${[...session.outputs.keys()].join(', ')}.`,
    'This is the text encoder of another model: copy the model folder again, or export it again with Optimum.',
    { file: session.file },
  );
}

function tooFewLayers(fromEnd: number, layers: number, file: string): ArcspaceError {
  return new ArcspaceError(
    'invalid-value',
    `The text encoder has ${layers - 1} layers, too few to leave out the last ${fromEnd - 1}.`,
    'Set "clip skip" of the Prompt node, or in the settings of the model, to a smaller number.',
    { file },
  );
}

function withoutMask(file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The text encoder was exported without the input "${maskInput}", which keeps it from reading the padding.`,
    'Export the model again with Optimum, with this input.',
    { file },
  );
}

function withoutLayers(file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    'The text encoder was exported without the hidden states of its layers, so none of them can be left out.',
    'Set "clip skip" of the Prompt node to 0, or export the model again with Optimum and output_hidden_states=True.',
    { file },
  );
}
