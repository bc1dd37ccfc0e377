import type { Hit } from '../hitTest.ts';

const cursors: Partial<Record<Hit['kind'], string>> = {
  port: 'crosshair',
  pad: 'crosshair',
  corner: 'nwse-resize',
  'group-corner': 'nwse-resize',
  fold: 'pointer',
  note: 'pointer',
  'group-fold': 'pointer',
  written: 'pointer',
  picture: 'zoom-in',
  wire: 'pointer',
  link: 'pointer',
};

/** The CSS cursor that says what a press here would do. */
export function cursorOf(hit: Hit): string {
  if (hit.kind === 'widget') {
    const { kind, name } = hit.widget.spec;
    if (hit.view.wired.inputs.has(name) || hit.widget.spec.isMarkdown) return 'default';
    return kind === 'number' ? 'ew-resize' : kind === 'toggle' || kind === 'select' ? 'pointer' : 'text';
  }
  if (hit.kind === 'picture' && hit.view.pictures.length === 0) return 'default';
  return cursors[hit.kind] ?? 'default';
}
