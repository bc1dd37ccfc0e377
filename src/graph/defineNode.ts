import type { z } from 'zod';
import type { Context, PartChoices } from './context.ts';
import type { PartKind } from './models/knownModel.ts';
import type { InputValues, OutputValues, Ports } from './port.ts';

/** What a parameter that is a path names: the interface offers those that there are. */
export const fileKinds = ['image_file', 'image_folder', 'film_file', 'latents_file'] as const;
export type FileKind = (typeof fileKinds)[number];

export type Effects = 'reads-files' | 'writes-files';

/** A model by its name, with other files in place of some of its parts. */
export interface AssembledModel {
  readonly model: string;
  readonly parts: PartChoices;
}

type Choice = string | number | boolean;

/** What others of the node must be, all of them: each parameter by its value, an input by its wire. */
export type Condition = Readonly<Record<string, Wanted>>;

/** A value, any of several, all above a number, a list or text that is empty or is not, or a wire on an input. */
export type Wanted = Choice | readonly Choice[] | Above | Empty | Wired;

export interface Above {
  readonly above: number;
}

export interface Empty {
  readonly empty: boolean;
}

export interface Wired {
  readonly wired: true;
}

/** How the interface shows a parameter, where its schema does not say enough. Given as `.meta({ ... })`. */
export interface ParameterMeta {
  readonly control?:
    | 'slider'
    | 'multiline'
    | FileKind
    | 'model'
    | PartKind
    | 'lora'
    | 'seed'
    | 'walk'
    | 'curve'
    | 'painting'
    | 'hidden';
  readonly unit?: string;
  /** From where to where the slider goes, where that is less than what is allowed: what is useful. */
  readonly span?: readonly [from: number, to: number];
  /** Whether a new node takes the first whole number that no other node of its kind has. */
  readonly distinct?: boolean;
  /** A seed that several runs of a workflow may each have another of: the next whole number, or the one after as many as another parameter says. */
  readonly perRun?: 'next' | { readonly after: string };
  /** Of the slider and of scrubbing. */
  readonly step?: number;
  /** Words for the values of a choice; the value itself, with spaces, otherwise. */
  readonly choices?: Readonly<Record<string, string>>;
  /** A sentence about each option. */
  readonly about?: Readonly<Record<string, string>>;
  /** Word shown for 0 where 0 means something of its own: "auto". */
  readonly zero?: string;
  /** Short name; the parameter's name in words otherwise. */
  readonly label?: string;
  /** How a text of several lines is read where it is not being edited; as it is written otherwise. */
  readonly format?: 'markdown';
  /** Whether its text is a prompt, in which `embedding:name` names an embedding. */
  readonly isPrompt?: boolean;
  /** What others must be for it to have an effect, or any of several such conditions; it is out of sight otherwise. */
  readonly shownWhen?: Condition | readonly Condition[];
  /** An input whose wire decides instead of it: it is out of sight while there is one. */
  readonly hiddenByWire?: string;
  /** The parameter declared after it that goes up where this one goes right: both are dragged together on a pad. */
  readonly padWith?: string;
  /** What a list has one weight each for. */
  readonly weighs?: Weighing;
  /** Of a curve: which parameters say how long it is and what its times count. */
  readonly keyFrames?: CurveTiming;
  /** Of strokes: what the brush leaves, and over what it paints. */
  readonly painting?: Painting;
}

/** What a brush paints, and over. */
export interface Painting {
  /** Coverage from 0 to 1 with an opacity, or strengths from the one to the other. */
  readonly paints: 'coverage' | { readonly strengths: readonly [least: number, most: number] };
  /** The input whose picture is painted over; that to which the node leads otherwise. */
  readonly over?: string;
}

/** Names of parameters beside a list of key frames. */
export interface CurveTiming {
  /** How many frames there are. */
  readonly count: string;
  /** What times count. */
  readonly timing: string;
  /** Frames a second. */
  readonly rate: string;
}

export interface Weighing {
  /** The input that takes several wires. */
  readonly input: string;
  /** Whether only the proportions of the weights count, or each by itself. */
  readonly as: 'shares' | 'strengths';
}

declare module 'zod' {
  interface GlobalMeta extends ParameterMeta {}
}

/** Turns parameters saved by version `from` into those of version `from + 1`. */
export interface NodeMigration {
  readonly from: number;
  migrate(parameters: Record<string, unknown>): Record<string, unknown>;
}

/** A use of the node that the reference page shows and the contract test computes. */
export interface NodeExample {
  readonly title: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** How a node chooses among its inputs. */
export interface Choosing<P> {
  /** The input whose number decides instead of parameters, while it has a wire. */
  readonly by: string;
  /** @param number that comes from there; undefined without a wire. */
  unneeded(parameters: P, number: number | undefined): readonly string[];
}

export interface NodeDeclaration<I extends Ports, P extends z.ZodObject, O extends Ports> {
  /** Saved in files for ever: snake_case. */
  readonly type: string;
  readonly version: number;
  readonly migrations: readonly NodeMigration[];
  readonly title: string;
  /** The first sentence is the tooltip, the whole is the reference page. */
  readonly docs: string;
  /** What it refuses at run time, a sentence each: the reference page lists them. */
  readonly errors?: readonly string[];
  /** More words that people search for. */
  readonly keywords?: readonly string[];
  readonly inputs: I;
  readonly parameters: P;
  readonly outputs: O;
  /** Nothing else makes a node impure. */
  readonly effects?: Effects;
  /** Shows its pictures on the node. */
  readonly preview?: 'images';
  /** Its pictures are the frames of an animation that plays at this rate. */
  readonly framesPerSecond?: (parameters: z.output<P>) => number;
  /** Worth running for its own sake: it shows or writes something. */
  readonly terminal?: boolean;
  /** How often the numbers of these parameters have changed where the node's version stayed: a part of the name of its results. */
  readonly revision?: (parameters: z.output<P>) => number;
  /** Paths (files or folders) whose content the result depends on. */
  readonly reads?: (parameters: z.output<P>) => readonly string[];
  /** Names of models that the result depends on. */
  readonly usesModels?: (parameters: z.output<P>) => readonly string[];
  /** The model that the result depends on, with what takes the place of its parts. */
  readonly usesParts?: (parameters: z.output<P>) => AssembledModel;
  /** Names of VAEs that the result depends on. */
  readonly usesVaes?: (parameters: z.output<P>) => readonly string[];
  /** Names of LoRAs that the result depends on. */
  readonly usesLoras?: (parameters: z.output<P>) => readonly string[];
  /** Which of its inputs it does not need as it is set: what leads to them alone is not computed. */
  readonly chooses?: Choosing<z.output<P>>;
  /** Numbers that leave it whatever is wired to it: they are known before a run. */
  readonly known?: Readonly<Record<string, (parameters: z.output<P>) => number>>;
  /** The input that it gives unchanged at its only output. */
  readonly passesOn?: string;
  readonly examples: readonly NodeExample[];
  compute(
    values: { readonly inputs: InputValues<I>; readonly parameters: z.output<P> },
    context: Context,
  ): OutputValues<O> | Promise<OutputValues<O>>;
}

/** Any node, its types forgotten: what registries, plans and interfaces handle. */
export interface NodeDefinition
  extends Omit<
    NodeDeclaration<Ports, z.ZodObject, Ports>,
    | 'compute'
    | 'framesPerSecond'
    | 'revision'
    | 'reads'
    | 'usesModels'
    | 'usesParts'
    | 'usesVaes'
    | 'usesLoras'
    | 'chooses'
    | 'known'
  > {
  readonly chooses?: Choosing<Record<string, unknown>>;
  readonly known?: Readonly<Record<string, (parameters: Record<string, unknown>) => number>>;
  readonly framesPerSecond?: (parameters: Record<string, unknown>) => number;
  readonly revision?: (parameters: Record<string, unknown>) => number;
  readonly reads?: (parameters: Record<string, unknown>) => readonly string[];
  readonly usesModels?: (parameters: Record<string, unknown>) => readonly string[];
  readonly usesParts?: (parameters: Record<string, unknown>) => AssembledModel;
  readonly usesVaes?: (parameters: Record<string, unknown>) => readonly string[];
  readonly usesLoras?: (parameters: Record<string, unknown>) => readonly string[];
  compute(
    values: { readonly inputs: Record<string, unknown>; readonly parameters: Record<string, unknown> },
    context: Context,
  ): Promise<Record<string, unknown>>;
}

/**
 * Declares a node: one file, declaration and pure compute together.
 * The typed `compute` is safe behind the untyped one because `execute` checks every value against the ports first.
 */
export function defineNode<I extends Ports, P extends z.ZodObject, O extends Ports>(
  declaration: NodeDeclaration<I, P, O>,
): NodeDefinition {
  return declaration as unknown as NodeDefinition;
}
