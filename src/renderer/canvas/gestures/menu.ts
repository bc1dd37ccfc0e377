import type { MenuRequest } from '../../state/document/editor.ts';
import type { Hit } from '../hitTest.ts';
import type { Stage } from '../stage.ts';
import type { Point } from '../view/rect.ts';
import { toScreen } from '../view/viewport.ts';
import { pointOn } from '../view/wirePath.ts';
import { selectGroup, selectOnPress, selectWire } from './select.ts';

/** Selects what a menu is asked for. @returns whose menu it is */
export function selectForMenu(stage: Stage, hit: Hit): MenuRequest['of'] {
  if ('view' in hit) {
    selectOnPress(stage, new Set([hit.view.id]), false);
    return 'nodes';
  }
  if (hit.kind === 'wire') {
    selectWire(stage, hit.wire);
    return 'wire';
  }
  const group = hit.kind === 'box' ? hit.box.group : 'group' in hit ? hit.group : undefined;
  if (!group) return 'canvas';
  selectGroup(stage, group.id);
  return 'group';
}

/** From the corner of what a menu is of. Graph units. */
const inset: Point = [24, 24];

/** The menu of what is selected, beside it: what the key for menus asks for. */
export function menuOfSelection(stage: Stage): MenuRequest {
  const { of, at } = placeOfSelection(stage);
  const [x, y] = toScreen(stage.viewport(), at);
  const { left, top } = stage.surface.element.getBoundingClientRect();
  const [width, height] = stage.surface.size();
  const within = (value: number, most: number) => Math.min(Math.max(0, value), most);
  return { of, screen: [left + within(x, width), top + within(y, height)] };
}

function placeOfSelection(stage: Stage): { readonly of: MenuRequest['of']; readonly at: Point } {
  const { editor } = stage;
  const { nodes, wires, frames, boxes } = stage.scene();
  const group = editor.selectedGroup.peek();
  const frame = [...frames, ...boxes.map((box) => box.group)].find(({ id }) => id === group);
  if (frame) return { of: 'group', at: insideOf(frame.position) };
  const [first] = [...editor.selection.peek()].flatMap((id) => nodes.get(id) ?? []);
  if (first) return { of: 'nodes', at: insideOf([first.rect.x, first.rect.y]) };
  const wire = wires.find(({ link }) => link.to === editor.selectedWire.peek());
  if (wire) return { of: 'wire', at: pointOn(wire.path, 0.5) };
  const { x, y, zoom } = stage.viewport();
  const [width, height] = stage.surface.size();
  return { of: 'canvas', at: [x + width / 2 / zoom, y + height / 2 / zoom] };
}

function insideOf([x, y]: Point): Point {
  return [x + inset[0], y + inset[1]];
}
