import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { replaceModel } from '../../../graph/edit/replaceModel.ts';
import type { KnownModel, ModelName } from '../../../graph/models/knownModel.ts';
import { missingModelProblem } from '../../../graph/models/missingModelProblem.ts';
import { type MissingModel, missingModels, type Offer } from '../../../graph/models/missingModels.ts';
import { keyOf, modelsUsed, type NamedAt } from '../../../graph/models/modelsUsed.ts';
import type { Problem } from '../../../graph/problem.ts';
import { texts } from '../../text/texts.ts';
import type { EngineStatus } from '../engineStatus.ts';
import { IDLE } from '../run/reduce.ts';
import type { EditorStore } from './createEditor.ts';

/** What the open workflow names and is not here: models, parts, LoRAs, embeddings. */
export interface MissingModels {
  readonly list: ReadonlySignal<readonly MissingModel[]>;
  /** Names what is offered wherever the missing one is named. */
  take(missing: MissingModel, offer: Offer): void;
  dispose(): void;
}

interface Dependencies {
  readonly editor: EditorStore;
  readonly engine: Pick<EngineStatus, 'models' | 'parts' | 'known'>;
}

type ProblemsAtNodes = ReadonlyMap<string, Problem>;

const NONE: readonly MissingModel[] = [];
const NOWHERE: ProblemsAtNodes = new Map();

export function createMissingModels({ editor, engine }: Dependencies): MissingModels {
  const known = signal<readonly KnownModel[] | null>(null);
  const missingOf = (found: readonly KnownModel[]) => {
    const missing = missingModels(editor.workflow.value, editor.registry, found);
    return missing.length === 0 ? NONE : missing;
  };
  const list = computed(() => (known.value === null ? NONE : missingOf(known.value)));
  const names = computed(() => modelsUsed(editor.workflow.value, editor.registry).map(keyOf).join('\n'));
  const atNodes = computed(() => problemsOf(list.value));

  let questions = 0;
  /** All models are asked for only where one of them may take the place of another: that can take a while. */
  const ask = async (used: readonly ModelName[]) => {
    questions += 1;
    const question = questions;
    const isLatest = () => question === questions;
    const own = await engine.known(used);
    if (!isLatest()) return;
    const all = missingOf(own) === NONE ? own : await engine.known('all');
    if (isLatest()) known.value = all;
  };

  const stopAsking = effect(() => {
    editor.document.value;
    names.value;
    engine.parts.value;
    if (engine.models.value) void ask(modelsUsed(editor.workflow.peek(), editor.registry));
  });
  let marked = NOWHERE;
  const stopMarking = effect(() => {
    moveMarks(editor, marked, atNodes.value);
    marked = atNodes.value;
  });

  // They belong to what is shown, and are found anew when it is shown again.
  const stopLeaving = editor.onLeave(() => {
    moveMarks(editor, marked, NOWHERE);
    marked = NOWHERE;
  });

  return {
    list,
    take(missing, offer) {
      editor.edit(texts.messages.useModel(offer.name), (workflow) =>
        replaceModel(workflow, editor.registry, missing, offer.name),
      );
    },
    dispose() {
      stopAsking();
      stopMarking();
      stopLeaving();
    },
  };
}

/** A model with other files still runs: its nodes have no problem. */
function problemsOf(list: readonly MissingModel[]): ProblemsAtNodes {
  const absent = list.filter(({ differing }) => differing === null);
  if (absent.length === 0) return NOWHERE;
  const problems = absent.flatMap((missing) => missing.places.map((place) => atNode(missing, place)));
  // Of several at a node the first is shown: the last entry of a map counts.
  return new Map(problems.reverse());
}

function atNode(missing: MissingModel, place: NamedAt): readonly [node: string, problem: Problem] {
  return [place.node, missingModelProblem(missing, place)];
}

/** What a run said of a node stays. */
function moveMarks({ nodeStates }: EditorStore, before: ProblemsAtNodes, now: ProblemsAtNodes): void {
  if (before === NOWHERE && now === NOWHERE) return;
  const states = new Map(nodeStates.peek());
  for (const [id, problem] of before) {
    const { problem: shown, ...rest } = states.get(id) ?? IDLE;
    if (shown === problem) states.set(id, rest);
  }
  for (const [id, problem] of now) {
    const state = states.get(id) ?? IDLE;
    if (!state.problem) states.set(id, { ...state, problem });
  }
  nodeStates.value = states;
}
