import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import { cssVariables, darkTheme, lightTheme } from '../../theme/tokens.ts';
import { createCanvas } from '../createCanvas.ts';
import { memoryEditor } from './memoryEditor.ts';
import { sampleRegistry } from './sampleNodes.ts';
import { sampleNode, sampleStates, sampleWorkflow, workflowOf } from './sampleWorkflow.ts';

const query = new URLSearchParams(location.search);
const many = Number(query.get('nodes') ?? 0);
const theme = query.get('theme') === 'light' ? lightTheme : darkTheme;
document.documentElement.dataset.theme = theme.name;
for (const [name, value] of Object.entries(cssVariables(theme)))
  document.documentElement.style.setProperty(name, value);

/** Rows of slerps, each fed by the one before. */
function manyNodes(count: number) {
  const nodes = Array.from({ length: count }, (_, index) =>
    sampleNode(`n${index}`, 'slerp', [(index % 40) * 270, Math.floor(index / 40) * 190]),
  );
  const links = nodes.slice(1).map((node, index) => [`n${index}.latents`, `${node.id}.a`] as const);
  const more = nodes.slice(40).map((node, index) => [`n${index}.latents`, `${node.id}.b`] as const);
  return workflowOf(nodes, [...links, ...more]);
}

const editor = memoryEditor(sampleRegistry, many ? manyNodes(many) : sampleWorkflow());
if (!many) editor.nodeStates.value = sampleStates();
const calls: unknown[] = [];
const host = document.getElementById('host');
if (host) {
  const view = createCanvas(host, editor, {
    palette: (request) => calls.push({ palette: request }),
    menu: (request) => calls.push({ menu: request }),
    file: (request) => calls.push({ file: request }),
    picture: (node, frame) => calls.push({ picture: node, frame }),
    paint: (node) => calls.push({ paint: node }),
    open: (block: string) => calls.push({ open: block }),
    link: (href: string) => calls.push({ link: href }),
    written: (node) => calls.push({ written: node }),
    files: (files) => calls.push({ files: files.length }),
  });
  Object.assign(window, { arcspace: { ...view, canvas: view, editor, calls } });
}
