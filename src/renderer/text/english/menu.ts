import { counted } from '../formats.ts';

export const menu = {
  of: { nodes: 'Node', group: 'Group', wire: 'Wire', canvas: 'Canvas' },
  noColour: 'No colour',
  colourGroup: 'Colour the group',
  colourNodes: (count: number) => `Colour ${counted(count, 'node')}`,
  colour: 'Colour',
};
