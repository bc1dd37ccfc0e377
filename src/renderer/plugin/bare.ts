import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '../canvas/canvas.css';
import { nodeRegistry } from '../../../nodes/index.ts';
import { problemFrom } from '../../graph/problem.ts';
import { forgetMeasures } from '../canvas/paint/text.ts';
import { connectEngine } from '../hosts/host.ts';
import { cssVariables, darkTheme } from '../theme/tokens.ts';
import { addExample } from './exampleGraph.ts';
import { LGraph, LGraphCanvas, LiteGraph } from './litegraph/litegraph.ts';
import { registerNodes } from './registerNodes.ts';

// A plain litegraph editor, nothing of ours but the nodes: what any other editor has to do to take them in.
const plugin = registerNodes(LiteGraph, await connectEngine(), nodeRegistry);

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const host = element('host', HTMLElement);
const status = element('status', HTMLOutputElement);
const runButton = element('run', HTMLButtonElement);
for (const [name, value] of Object.entries(cssVariables(darkTheme))) {
  document.documentElement.style.setProperty(name, value);
}

const graph = new LGraph();
const canvas = new LGraphCanvas(element('canvas', HTMLCanvasElement), graph);
canvas.background_image = null;
canvas.clear_background_color = darkTheme.canvas;
canvas.render_canvas_border = false;
canvas.show_info = false;
new ResizeObserver(() => canvas.resize(host.clientWidth, host.clientHeight)).observe(host);
addExample(LiteGraph, graph);
document.fonts.addEventListener('loadingdone', () => {
  forgetMeasures();
  canvas.setDirty(true, true);
});

async function run(): Promise<void> {
  runButton.disabled = true;
  status.value = 'Running';
  try {
    const { executed, cached } = await plugin.run(graph);
    status.value = `Done: ${executed} computed, ${cached} from the cache`;
  } catch (error) {
    const { message, remedy } = problemFrom(error);
    status.value = `${message} ${remedy}`;
  }
  runButton.disabled = false;
}
runButton.addEventListener('click', run);
// Only for tests.
Object.assign(window, { arcspaceBare: { graph, canvas, plugin } });
