import type { PortType } from '../../graph/values.ts';
import type { LinkEnd } from '../../graph/workflow/link.ts';
import type { WorkflowLink } from '../../graph/workflow/schema.ts';
import type { WireEnd } from '../state/document/editor.ts';
import type { Hit } from './hitTest.ts';
import type { Guide } from './view/guides.ts';
import type { Point, Rect } from './view/rect.ts';

/** A wire on its way. */
export interface PendingWire {
  /** The end that holds. */
  readonly anchor: WireEnd;
  readonly anchorPoint: Point;
  readonly type: PortType;
  /** Where the loose end is: at the pointer, or on the port that takes it. */
  readonly loose: Point;
  readonly target: LinkEnd | undefined;
  /** The node under the pointer where it cannot land, and why. */
  readonly refusal: { readonly node: string; readonly reason: string } | undefined;
  /** Ports that may take it, as `node:side:port`; everything else steps back. */
  readonly accepts: ReadonlySet<string>;
  /** A wire that was picked up: not painted meanwhile. */
  readonly lifted: LinkEnd | undefined;
}

export const portKey = (node: string, side: 'input' | 'output', port: string) => `${node}:${side}:${port}`;

/** What the user is doing just now; nothing of it is saved. */
export interface Interaction {
  hover: Hit;
  marquee: Rect | undefined;
  wire: PendingWire | undefined;
  /** The wire that a node is held over which would go into it. */
  threads: WorkflowLink | undefined;
  /** Lines that what is dragged shares with others. */
  guides: readonly Guide[];
  /** Frame of an animation under the pointer, 0..1. */
  scrub: { readonly node: string; readonly at: number } | undefined;
}

export function idle(): Interaction {
  return {
    hover: { kind: 'empty' },
    marquee: undefined,
    wire: undefined,
    threads: undefined,
    guides: [],
    scrub: undefined,
  };
}
