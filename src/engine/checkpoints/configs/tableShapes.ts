import { ArcspaceError } from '../../../graph/problem.ts';
import { nameInModel } from '../../networkFiles/modelFileErrors.ts';
import type { WeightTable } from '../weights.ts';

/** The shapes in a table of weights, from which its configuration is read. */
export interface TableShapes {
  has(name: string): boolean;
  /** Length of an axis. @throws ArcspaceError where there is no such tensor or axis. */
  length(name: string, axis: number): number;
  /** How many axes a tensor has. @throws ArcspaceError where it is missing. */
  rank(name: string): number;
  /** How many modules a list has: those whose names go on after the prefix with 0, 1, 2 ... */
  count(prefix: string): number;
}

/** @param part how messages call the network. */
export function tableShapes(table: WeightTable, part: string, file: string): TableShapes {
  const modules = modulesOf(table);
  const shape = (name: string) => {
    const tensor = table.get(name);
    if (!tensor) throw lacks(file, part, `"${name}"`);
    return tensor.shape;
  };
  return {
    has: (name) => table.has(name),
    length(name, axis) {
      const length = shape(name)[axis];
      if (length === undefined || length < 1) throw lacks(file, part, `"${name}" of the shape that it should have`);
      return length;
    },
    rank: (name) => shape(name).length,
    count(prefix) {
      let count = 0;
      while (modules.has(`${prefix}${count}`)) count++;
      return count;
    },
  };
}

/** All that a name of a tensor goes through: "a.0.weight" lies in "a" and "a.0". */
function modulesOf(table: WeightTable): Set<string> {
  const modules = new Set<string>();
  for (const name of table.keys()) {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) modules.add(name.slice(0, dot));
  }
  return modules;
}

function lacks(file: string, part: string, tensor: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `${nameInModel(file)} has no tensor ${tensor} in its ${part}.`,
    'The file is not complete, or of a kind that Arcspace does not know. Download it again, from the page of its author.',
    { file },
  );
}
