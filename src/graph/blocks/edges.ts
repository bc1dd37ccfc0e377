/** Nodes that stand for the edges of the open block. No file holds them: ids in files have no such sign. */
export const INPUTS = '$inputs';
export const OUTPUTS = '$outputs';

export const isEdge = (id: string) => id === INPUTS || id === OUTPUTS;
