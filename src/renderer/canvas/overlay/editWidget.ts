import type { FileKind } from '../../../graph/defineNode.ts';
import { seenSize } from '../../../graph/edit/grouping/collapseGroup.ts';
import { updateGroup } from '../../../graph/edit/groups.ts';
import { setParameter, setTitle } from '../../../graph/edit/setNode.ts';
import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { choiceAbout, choiceWords, parameterValue } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';
import { sizes } from '../../theme/tokens.ts';
import { gestureKey } from '../gestures/gesture.ts';
import { groupHeader } from '../paint/paintGroup.ts';
import type { Stage } from '../stage.ts';
import type { WidgetPlace } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import { type Rect, shifted } from '../view/rect.ts';
import { toScreen } from '../view/viewport.ts';
import { openOptionMenu } from './optionMenu.ts';
import { editableText, parseInput } from './parseInput.ts';
import { openTextField, type TextFieldOptions } from './textField.ts';

function onScreen(stage: Stage, rect: Rect): Rect {
  const view = stage.viewport();
  const [x, y] = toScreen(view, [rect.x, rect.y]);
  return { x, y, width: rect.width * view.zoom, height: rect.height * view.zoom };
}

function focusCanvas(stage: Stage): void {
  if (document.activeElement === document.body || document.activeElement === null) stage.surface.element.focus();
}

type Typing = Pick<TextFieldOptions, 'value' | 'label' | 'multiline' | 'mono' | 'commit'>;

function typeOver(stage: Stage, rect: Rect, typing: Typing): void {
  const fontSize = Math.max(11, 12 * stage.viewport().zoom);
  const closed = () => focusCanvas(stage);
  openTextField(stage.host, { ...typing, rect: onScreen(stage, rect), fontSize, closed });
}

function set(stage: Stage, view: NodeView, { spec }: WidgetPlace, value: unknown): void {
  const key = gestureKey('set');
  stage.editor.edit(
    texts.steps.change(spec.label),
    (workflow) => setParameter(workflow, view.id, spec.name, value),
    key,
  );
}

/** A text field over the widget. */
export function typeValue(stage: Stage, view: NodeView, widget: WidgetPlace): void {
  const { spec, rect } = widget;
  typeOver(stage, shifted(rect, [view.rect.x, view.rect.y]), {
    value: editableText(parameterValue(spec, view.node.parameters)),
    label: spec.label,
    multiline: spec.kind === 'multiline',
    mono: spec.kind === 'number' || spec.kind === 'list',
    commit(text) {
      const value = parseInput(spec, text);
      if (value !== undefined) set(stage, view, widget, value);
      return value !== undefined;
    },
  });
}

function chooseOption(stage: Stage, view: NodeView, widget: WidgetPlace): void {
  const { spec, rect } = widget;
  const place = onScreen(stage, shifted(rect, [view.rect.x, view.rect.y]));
  openOptionMenu(stage.host, {
    at: [place.x, place.y + place.height + 2],
    width: place.width,
    label: spec.label,
    options: spec.options,
    words: (option) => choiceWords(spec.choices, option),
    about: (option) => choiceAbout(spec, option),
    chosen: String(parameterValue(spec, view.node.parameters)),
    choose: (option) => set(stage, view, widget, option),
    closed: () => focusCanvas(stage),
  });
}

function chooseFile(stage: Stage, view: NodeView, { spec, rect }: WidgetPlace, kind: FileKind): void {
  const { x, y, width, height } = onScreen(stage, shifted(rect, [view.rect.x, view.rect.y]));
  const { left, top } = stage.host.getBoundingClientRect();
  stage.requests.file({
    node: view.id,
    parameter: spec.name,
    kind,
    value: editableText(parameterValue(spec, view.node.parameters)),
    field: new DOMRect(left + x, top + y, width, height),
  });
}

/** What a click on a widget does; numbers wait for a second click. */
export function clickWidget(stage: Stage, view: NodeView, widget: WidgetPlace): void {
  const { spec } = widget;
  if (spec.file) {
    chooseFile(stage, view, widget, spec.file);
    return;
  }
  if (spec.kind === 'painting') stage.requests.paint(view.id);
  if (spec.kind === 'toggle') set(stage, view, widget, parameterValue(spec, view.node.parameters) !== true);
  if (spec.kind === 'select') chooseOption(stage, view, widget);
  if (spec.kind === 'text' || spec.kind === 'multiline' || spec.kind === 'list') typeValue(stage, view, widget);
}

/** Types a new title over the old one; an empty one brings back the name of the node's kind. */
export function renameNode(stage: Stage, view: NodeView): void {
  const rect = { x: view.rect.x + 4, y: view.rect.y + 2, width: view.rect.width - 8, height: sizes.header - 4 };
  typeOver(stage, rect, {
    value: view.title,
    label: texts.canvas.title,
    multiline: false,
    mono: false,
    commit(text) {
      const same = text === view.title;
      if (!same)
        stage.editor.edit(texts.common.rename, (workflow) => setTitle(workflow, view.id, text), gestureKey('rename'));
      return true;
    },
  });
}

export function renameGroup(stage: Stage, group: WorkflowGroup): void {
  const [x, y] = group.position;
  const rect = { x: x + 4, y: y + 4, width: seenSize(group)[0] - 8, height: groupHeader - 4 };
  typeOver(stage, rect, {
    value: group.title,
    label: texts.canvas.titleOfGroup,
    multiline: false,
    mono: false,
    commit(title) {
      stage.editor.edit(
        texts.steps.renameGroup,
        (workflow) => updateGroup(workflow, group.id, { title }),
        gestureKey('rename'),
      );
      return true;
    },
  });
}
