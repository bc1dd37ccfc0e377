import type { ForeignNode } from '../foreignGraph.ts';
import type { Widgets } from '../widgets.ts';
import type { ModelParts } from './modelParts.ts';

/** What a rule may look at besides the node. */
export interface Surroundings {
  readonly parts: ModelParts;
  /** Names of its inputs that a wire really ends in: a file may name wires that lead nowhere, and list inputs without one. */
  readonly wired: ReadonlySet<string>;
  /** Says what is not as in the file, or not as in ComfyUI. */
  remark(sentence: string): void;
}

/** A node of ours that one of theirs needs before it. */
export interface Helper {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Its output, and the input of the node that it is for. */
  readonly output: string;
  readonly input: string;
}

export interface Equal {
  /** A type of ours, where it is another than the rule says. */
  readonly type?: string;
  /** Its outputs, where it is another. */
  readonly outputs?: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly helper?: Helper;
}

/** Why a node has no equal after all: a clause that follows "because". */
export interface Unequal {
  readonly because: string;
}

/** For nodes whose order of inputs differs: a placeholder knows which of them ComfyUI passes on. */
export function unlessBypassed(rule: Rule): Rule {
  return {
    ...rule,
    equal: (widgets, surroundings, node) =>
      node.mode === 'bypass'
        ? { because: 'it is bypassed, and its equal here would pass on the other of its inputs' }
        : rule.equal(widgets, surroundings, node),
  };
}

/** A rule for nodes that only have wires. */
export const plain = (rule: Pick<Rule, 'type' | 'inputs' | 'outputs'>): Rule => ({
  ...rule,
  widgets: [],
  equal: () => ({ parameters: {} }),
});

/** How a node of ComfyUI becomes one of ours, with the same numbers. */
export interface Rule {
  /** Ours. */
  readonly type: string;
  /** Their inputs, those of widgets too, and our ports for them. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Our ports for their outputs, in the order of theirs. */
  readonly outputs: readonly string[];
  /** Names of the widgets in their order. */
  readonly widgets: readonly string[];
  /** Our parameters for widgets that have no input, where their names differ. */
  readonly names?: Readonly<Record<string, string>>;
  equal(widgets: Widgets, surroundings: Surroundings, node: ForeignNode): Equal | Unequal;
}
