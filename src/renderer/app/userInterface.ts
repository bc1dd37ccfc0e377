import { type Signal, signal } from '@preact/signals';
import type { Picture } from '../../graph/events.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { CanvasView, FileRequest, MenuRequest, PaletteRequest } from '../state/document/editor.ts';
import { type Brush, firstBrush } from './brush.ts';

export interface ViewerRequest {
  readonly title: string;
  readonly pictures: readonly Picture[];
  /** Shows the first two pictures over each other with a slider. */
  readonly compares: boolean;
  /** The frame to begin with; the first when it is not said. */
  readonly first?: number;
  /** Paths that they were written to. */
  readonly files?: readonly string[];
  /** What made them, when it can be opened. */
  readonly workflow?: Workflow;
}

export type SettingsPage = 'appearance' | 'folders' | 'storage' | 'device' | 'queue' | 'shortcuts';

/** What is open over and around the canvas. */
export interface UserInterface {
  readonly canvas: Signal<CanvasView | null>;
  /** Where the pointer was last over the canvas, in CSS pixels of the window; null before it was. */
  readonly pointer: Signal<readonly [number, number] | null>;
  readonly palette: Signal<PaletteRequest | null>;
  readonly menu: Signal<MenuRequest | null>;
  /** The parameter of a node for which a file is being chosen. */
  readonly file: Signal<FileRequest | null>;
  readonly viewer: Signal<ViewerRequest | null>;
  /** The pictures of all runs. */
  readonly gallery: Signal<boolean>;
  /** The node that is moved by hand beside its picture. */
  readonly explorer: Signal<string | null>;
  /** What the hand paints with there. */
  readonly brush: Signal<Brush>;
  /** The report of the gallery that is to be brought into view. */
  readonly report: Signal<number | null>;
  readonly sheet: Signal<boolean>;
  /** The page of the settings that is open. */
  readonly settings: Signal<SettingsPage | null>;
  /** What is looked for on the canvas; null while nothing is. */
  readonly search: Signal<string | null>;
  readonly startPage: Signal<boolean>;
  /** The step of the first minute that is shown; null outside of it. */
  readonly guide: Signal<number | null>;
  /** Inputs and results alone are shown, in place of the graph. */
  readonly appView: Signal<boolean>;
  /** Where models are chosen to be downloaded. */
  readonly getModel: Signal<boolean>;
  /** Where the parameters of a sweep are chosen, and where its pictures are shown. */
  readonly sweepDialog: Signal<boolean>;
  readonly sweepSheet: Signal<boolean>;
  /** Where the graph is made a picture. */
  readonly exportGraph: Signal<boolean>;
  /** Where runs are added to the queue. */
  readonly queueMenu: Signal<boolean>;
  /** The small form that asks for a name to save by. */
  readonly saveAs: Signal<boolean>;
  /** Node whose title is being typed. */
  readonly renaming: Signal<string | null>;
}

export function createUserInterface(): UserInterface {
  return {
    canvas: signal(null),
    pointer: signal(null),
    palette: signal(null),
    menu: signal(null),
    file: signal(null),
    viewer: signal(null),
    gallery: signal(false),
    explorer: signal(null),
    brush: signal(firstBrush),
    report: signal(null),
    sheet: signal(false),
    settings: signal<SettingsPage | null>(null),
    search: signal(null),
    startPage: signal(false),
    guide: signal(null),
    appView: signal(false),
    getModel: signal(false),
    sweepDialog: signal(false),
    sweepSheet: signal(false),
    exportGraph: signal(false),
    queueMenu: signal(false),
    saveAs: signal(false),
    renaming: signal(null),
  };
}
