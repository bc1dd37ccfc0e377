import { type Hit, hitTest, sameHit } from '../hitTest.ts';
import type { Interaction } from '../interaction.ts';
import { renameGroup, renameNode, typeValue } from '../overlay/editWidget.ts';
import { besideOf, hintOf } from '../overlay/hints.ts';
import { createTooltip } from '../overlay/tooltip.ts';
import type { Stage } from '../stage.ts';
import { isBlock } from '../view/isBlock.ts';
import type { WidgetPlace } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Rect } from '../view/rect.ts';
import { toScreen } from '../view/viewport.ts';
import { cursorOf } from './cursorOf.ts';
import { dragged, type Gesture, type Sample } from './gesture.ts';
import { createLongPress } from './longPress.ts';
import { menuOfSelection, selectForMenu } from './menu.ts';
import { centrePad } from './pad.ts';
import { panGesture } from './pan.ts';
import { createPinch } from './pinch.ts';
import { foldGroup, gestureFor } from './press.ts';
import { scrubAt } from './scrubAt.ts';
import { applyWheel, type WheelMeaning, wheelMeaning } from './wheel.ts';
import { whenChanged } from './whenChanged.ts';

/** Whether a double click on a field types its value: a click alone scrubs the one, and moves the other. */
function isTypedIn({ wired }: NodeView, { spec }: WidgetPlace): boolean {
  return (spec.kind === 'number' || spec.isMarkdown) && !wired.inputs.has(spec.name);
}

/** Two presses at one place within this are a double click. Milliseconds. */
const doubleClickTime = 500;

interface Press extends Pick<Sample, 'screen' | 'event'> {
  readonly hit: Hit;
}

function isSecond({ screen, event }: Pick<Press, 'screen' | 'event'>, first: Press | undefined): boolean {
  if (!first || dragged(first.screen, screen)) return false;
  return event.timeStamp - first.event.timeStamp < doubleClickTime;
}

/** A link is followed by a click alone: a second one edits its text, one with Shift selects. */
function meantBy(hit: Hit, { shift }: Sample, isDouble: boolean): Hit {
  return hit.kind === 'link' && (shift || isDouble) ? { ...hit, kind: 'widget' } : hit;
}

/** Everything that a pointer and the few keys of the canvas itself do. @returns the function that ends it. */
export function listen(stage: Stage): () => void {
  const { interaction, editor, requests } = stage;
  const { element } = stage.surface;
  const tooltip = createTooltip(stage.host);
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const pinch = createPinch(stage);
  const longPress = createLongPress((event) => {
    cancel();
    openMenu(event);
  });
  let gesture: Gesture | undefined;
  /** The first of presses that follow each other closely. */
  let first: Press | undefined;
  /** The last press means nothing. */
  let isIdle = false;
  let space = false;
  /** The key for menus was pressed last: the menu that is asked for is not that of what lies under the pointer. */
  let byMenuKey = false;
  let sliding: { meaning: WheelMeaning; until: number } | undefined;

  const sample = (event: PointerEvent): Sample => ({
    screen: stage.at(event),
    graph: stage.graphAt(event),
    shift: event.shiftKey,
    adds: event.shiftKey || stage.selectsSeveral.peek(),
    alt: event.altKey,
    event,
  });
  const hitAt = (event: MouseEvent) =>
    hitTest(stage.scene(), stage.graphAt(event), stage.sight(), editor.selection.peek());
  const showCursor = () => {
    element.style.cursor = gesture?.cursor ?? (space ? 'grab' : cursorOf(interaction.hover));
  };

  function hint(event: PointerEvent, of: Interaction): void {
    const beside = besideOf(of, stage.scene());
    tooltip.show(
      hintOf(of, stage.scene()),
      stage.at(event),
      beside && { rect: onScreen(beside.view), side: beside.side },
    );
  }

  function onScreen({ rect }: NodeView): Rect {
    const view = stage.viewport();
    const [x, y] = toScreen(view, [rect.x, rect.y]);
    return { x, y, width: rect.width * view.zoom, height: rect.height * view.zoom };
  }

  function hover(event: PointerEvent): void {
    const hit = hitAt(event);
    const at = hit.kind === 'picture' ? scrubAt(hit.view, stage.graphAt(event)[0]) : undefined;
    const scrub = at === undefined || !('view' in hit) ? undefined : { node: hit.view.id, at };
    if (!sameHit(hit, interaction.hover) || scrub?.at !== interaction.scrub?.at) stage.repaint();
    interaction.hover = hit;
    interaction.scrub = scrub;
    showCursor();
    hint(event, interaction);
  }

  function begin(event: PointerEvent): Gesture | undefined {
    const from = sample(event);
    if (event.button === 1 || (event.button === 0 && space)) return panGesture(stage, from);
    if (event.button !== 0) return undefined;
    const hit = hitAt(event);
    const isDouble = isSecond(from, first);
    if (!isDouble) first = { ...from, hit };
    // The sign is no longer where it was: what lies there now is not meant.
    isIdle = isDouble && first?.hit.kind === 'group-fold';
    if (isIdle) return undefined;
    return gestureFor(stage, meantBy(hit, from, isDouble), from);
  }

  function press(event: PointerEvent): void {
    byMenuKey = false;
    longPress.begin(event);
    if (pinch.press(event)) {
      longPress.end();
      cancel();
      return;
    }
    if (gesture) return;
    element.classList.add('by-pointer');
    element.focus({ preventScroll: true });
    tooltip.hide();
    gesture = begin(event);
    if (!gesture) return;
    // Without this the wheel's button would start the browser's own scrolling.
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    showCursor();
  }

  function move(event: PointerEvent): void {
    longPress.move(event);
    if (pinch.move(event)) return;
    if (!gesture) {
      hover(event);
      return;
    }
    gesture.move(sample(event));
    hint(event, { ...interaction, hover: { kind: 'empty' } });
  }

  function release(event: PointerEvent): void {
    longPress.end();
    if (pinch.release(event)) return;
    const ending = gesture;
    gesture = undefined;
    ending?.end(sample(event));
    hover(event);
  }

  function cancel(): void {
    const ending = gesture;
    gesture = undefined;
    ending?.cancel();
    showCursor();
  }

  function abandon(event: PointerEvent): void {
    longPress.end();
    pinch.release(event);
    cancel();
  }

  function leave(): void {
    interaction.hover = { kind: 'empty' };
    interaction.scrub = undefined;
    tooltip.clear();
    stage.repaint();
  }

  function doubleClick(event: MouseEvent): void {
    if (isIdle) return;
    const hit = hitAt(event);
    if ('view' in hit && hit.kind !== 'widget' && hit.kind !== 'fold' && hit.kind !== 'note' && isBlock(hit.view)) {
      requests.open(hit.view.id);
      return;
    }
    if (hit.kind === 'title') renameNode(stage, hit.view);
    if (hit.kind === 'group') renameGroup(stage, hit.group);
    if (hit.kind === 'box') foldGroup(stage, hit.box.group);
    if (hit.kind === 'pad') centrePad(stage, hit.view, hit.pad);
    if ((hit.kind === 'widget' || hit.kind === 'link') && isTypedIn(hit.view, hit.widget))
      typeValue(stage, hit.view, hit.widget);
    if (hit.kind !== 'empty' && hit.kind !== 'wire') return;
    requests.palette({ screen: [event.clientX, event.clientY], graph: stage.graphAt(event), wire: null });
  }

  function menu(event: MouseEvent): void {
    event.preventDefault();
    if (byMenuKey) {
      requests.menu(menuOfSelection(stage));
      return;
    }
    // Some browsers report a finger that rests as this too.
    if (!('pointerType' in event && event.pointerType === 'touch')) openMenu(event);
  }

  function openMenu(event: MouseEvent): void {
    tooltip.clear();
    requests.menu({ screen: [event.clientX, event.clientY], of: selectForMenu(stage, hitAt(event)) });
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    tooltip.clear();
    // What floats over the canvas would stay behind; it closes when it loses the focus.
    if (stage.host.contains(document.activeElement)) element.focus({ preventScroll: true });
    // One sweep of two fingers keeps its meaning even where it happens to look like a wheel.
    const now = event.timeStamp;
    const kept = sliding && now < sliding.until && !event.ctrlKey ? sliding.meaning : wheelMeaning(event);
    sliding = { meaning: kept, until: now + 160 };
    stage.look(applyWheel(stage.viewport(), event, stage.at(event), event.ctrlKey ? 'zoom' : kept));
  }

  function keyDown(event: KeyboardEvent): void {
    byMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (event.key === 'Escape' && gesture) {
      event.stopPropagation();
      cancel();
    }
    if (event.key !== ' ') return;
    event.preventDefault();
    space = true;
    showCursor();
  }

  function keyUp(event: KeyboardEvent): void {
    if (event.key !== ' ') return;
    space = false;
    showCursor();
  }

  function drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    requests.files(files, stage.graphAt(event));
  }

  element.addEventListener('pointerdown', press, options);
  element.addEventListener('pointermove', move, options);
  element.addEventListener('pointerup', release, options);
  element.addEventListener('pointercancel', abandon, options);
  element.addEventListener('pointerleave', leave, options);
  element.addEventListener('dblclick', doubleClick, options);
  element.addEventListener('contextmenu', menu, options);
  element.addEventListener('wheel', wheel, { ...options, passive: false });
  element.addEventListener('keydown', keyDown, options);
  element.addEventListener('keyup', keyUp, options);
  // The ring of focus shows when the keyboard moves it, not after every click.
  window.addEventListener('keydown', ({ key }) => key === 'Tab' && element.classList.remove('by-pointer'), options);
  element.addEventListener(
    'blur',
    () => {
      space = false;
      showCursor();
    },
    options,
  );
  element.addEventListener('dragover', (event) => event.preventDefault(), options);
  element.addEventListener('drop', drop, options);
  // What a hint speaks of may be gone from under a pointer that rests.
  const stopHiding = whenChanged(editor, tooltip.hide);
  const stopLeaving = editor.onLeave(cancel);
  return () => {
    stop.abort();
    stopLeaving();
    longPress.end();
    stopHiding();
    tooltip.dispose();
  };
}
