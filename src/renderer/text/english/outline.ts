export const outline = {
  group: 'Group',
  isGroup: 'group',
  noNodes: 'No nodes yet. Double click the canvas to add one.',
  filter: 'Filter nodes',
  noMatches: 'No matching nodes',
  tree: 'Groups and nodes',
};
