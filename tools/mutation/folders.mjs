/** What is mutated, each folder held by the tests that lie in it. What only real networks can show is left out. */
export const folders = {
  'src/tensor': [],
  'src/images': [],
  'src/protocol': [],
  'src/graph': [],
  'src/diffusion': [],
  'src/geometry': [],
  nodes: [],
  'src/engine': ['networks', 'sessions'],
};

/** The folder that a path lies in. @throws Error when nothing there is mutated. */
export function folderOf(path) {
  const folder = Object.keys(folders).find((each) => path === each || path.startsWith(`${each}/`));
  if (folder) return folder;
  throw new Error(`Nothing is mutated in ${path}. Name a folder or a file in ${Object.keys(folders).join(', ')}.`);
}

/** Nothing in the others keeps anything between calls, so their test files may share a process (see vitest.config.ts). */
export const isApart = (folder) => folder === 'src/engine';
