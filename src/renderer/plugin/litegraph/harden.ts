import type { GraphNode, LitegraphModule } from './types.ts';

/** Names that litegraph 0.7.18 assigns without declaring; a module is strict, so the assignment would throw. */
const undeclared = ['cloned', 'nodeNewType', 'filtered_extra', 'panel'];

/** What a copy of a node may carry over. Never methods, slots, ids or anything that the copy invents. */
const scalars = ['title', 'mode', 'color', 'bgcolor'] as const;

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeMarkup(text: unknown): string {
  return String(text).replace(/[&<>"]/g, (character) => escaped[character] ?? '');
}

function declareGlobals(): void {
  for (const name of undeclared) {
    if (name in globalThis) continue;
    Object.defineProperty(globalThis, name, { value: undefined, writable: true, configurable: true });
  }
}

function isPair(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => Number.isFinite(each));
}

/** In place of the stock `configure`, which writes any key of a file onto the node, methods and prototype included. */
function configureSafely(this: GraphNode, info: Record<string, unknown>): void {
  for (const key of scalars) {
    const value = Object.hasOwn(info, key) ? info[key] : undefined;
    if (typeof value === typeof this[key] && value !== undefined) Object.assign(this, { [key]: value });
  }
  const position = info.pos instanceof Float32Array ? [...info.pos].slice(0, 2) : info.pos;
  if (isPair(position)) this.pos = position;
  if (isPair(info.size)) this.size = [info.size[0], info.size[1]];
  const properties = info.properties;
  if (typeof properties !== 'object' || properties === null) return;
  for (const name of Object.keys(this.properties)) {
    if (Object.hasOwn(properties, name)) this.properties[name] = (properties as Record<string, unknown>)[name];
  }
}

interface MenuOptions {
  readonly title?: unknown;
}
interface Menu {
  addItem(name: unknown, value: unknown, options: unknown): HTMLElement;
}
type MenuClass = new (values: unknown, options?: MenuOptions, window?: Window) => Menu;

function withEscapedTitle(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('title' in value)) return value;
  return Object.create(value, { title: { value: escapeMarkup(value.title), enumerable: true } });
}

/** Menu texts reach innerHTML in the stock menu. */
function escapeMenus(core: LitegraphModule): void {
  const Stock = core.LiteGraph.ContextMenu as MenuClass;
  class EscapedMenu extends Stock {
    constructor(values: unknown, options: MenuOptions = {}, window?: Window) {
      super(values, options.title === undefined ? options : { ...options, title: escapeMarkup(options.title) }, window);
    }

    override addItem(name: unknown, value: unknown, options: unknown): HTMLElement {
      return super.addItem(escapeMarkup(name), withEscapedTitle(value), options);
    }
  }
  core.LiteGraph.ContextMenu = EscapedMenu;
}

const unsafePanels = [
  'showSearchBox',
  'showEditPropertyValue',
  'showShowNodePanel',
  'showShowGraphOptionsPanel',
  'showSubgraphPropertiesDialog',
  'showSubgraphPropertiesDialogRight',
  'createDialog',
  'createPanel',
  'processDrop',
  'checkDropItem',
  'pasteFromClipboard',
];

function refuse(): never {
  throw new Error('Workflows enter through parseWorkflow, never through litegraph');
}

/**
 * Closes litegraph's faults that can be closed from outside, once, before anything is registered: undeclared globals,
 * markup in menus, dialogs built from markup, and files that could overwrite methods and prototypes.
 */
export function harden(core: LitegraphModule): LitegraphModule {
  declareGlobals();
  escapeMenus(core);
  core.LGraphNode.prototype.configure = configureSafely;
  core.LGraph.prototype.configure = refuse;
  for (const name of unsafePanels) Object.assign(core.LGraphCanvas.prototype, { [name]: () => undefined });
  return core;
}
