export const shortcuts = {
  /** What is done by mouse or touch, and how. */
  pointer: [
    { what: 'Add a node', how: 'Double click' },
    { what: 'Zoom', how: 'Wheel, or pinch' },
    { what: 'Pan', how: 'Two fingers, or Space and drag' },
    { what: 'Add a node that fits', how: 'Drop a wire on the canvas' },
    { what: 'Select a wire', how: 'Click' },
    { what: 'Remove or reroute a wire', how: 'Right click or hold' },
    { what: 'Put a node into a wire', how: 'Drop it on the wire' },
    { what: 'Take a node out of its wires', how: 'Shake it' },
    { what: 'Reconnect a wire', how: 'Drag its end' },
    { what: 'Move what is selected', how: 'Arrow keys, Shift for fine' },
    { what: 'Snap to the grid', how: 'Shift while dragging' },
    { what: 'Move without snapping', how: 'Ctrl while dragging' },
    { what: 'Open a collapsed group', how: 'Double click' },
    { what: 'Change a number', how: 'Drag, Shift for fine' },
  ],
  title: 'Keyboard shortcuts',
  change: 'Change',
  byKind: 'Shortcuts by kind',
  mouseAndTouch: 'Mouse and touch',
};
