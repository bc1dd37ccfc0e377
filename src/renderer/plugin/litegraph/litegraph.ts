import core from 'litegraph.js/build/litegraph.core.js';
import { sizes } from '../../theme/tokens.ts';
import { harden } from './harden.ts';

/** The only import of litegraph in the project. */
export const { LiteGraph, LGraph, LGraphCanvas, LGraphNode } = harden(core);

LiteGraph.NODE_TITLE_HEIGHT = sizes.header;
LiteGraph.NODE_SLOT_HEIGHT = sizes.row;
LiteGraph.NODE_WIDGET_HEIGHT = sizes.row;
LiteGraph.MAX_NUMBER_OF_NODES = 5000;
