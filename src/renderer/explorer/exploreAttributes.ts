import { type AttributeSet, addAttributeSliders, attributeSlidersAfter } from '../../graph/edit/attributeSliders.ts';
import { estimated } from '../../graph/edit/measures.ts';
import { problemFrom } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { wiringOf } from '../../graph/wiring.ts';
import type { LinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { Entry } from '../../protocol/types.ts';
import type { App } from '../app/createApp.ts';
import { texts } from '../text/texts.ts';

/** As many as Apply directions takes. */
const mostSets = 16;

interface Changeable {
  readonly from: LinkEnd;
  readonly type: 'latents' | 'image';
}

/** What of a node attributes can change: its latents, those that it decodes, or its picture. */
export function changeable(workflow: Workflow, registry: NodeRegistry, id: string): Changeable | undefined {
  const node = workflow.nodes.find((each) => each.id === id);
  const outputs = Object.entries((node && registry.get(node.type)?.outputs) ?? {});
  const output = (type: Changeable['type']) => outputs.find(([, port]) => port.type === type)?.[0];
  const latents = output('latents');
  if (latents !== undefined) return { from: { node: id, port: latents }, type: 'latents' };
  const decoded = node?.type === 'decode' ? wiringOf(workflow).into.get(id)?.get('latents') : undefined;
  if (decoded) return { from: decoded, type: 'latents' };
  const image = output('image');
  return image === undefined ? undefined : { from: { node: id, port: image }, type: 'image' };
}

/** The folders among all pictures that have a plus and a minus. */
export function attributeSetsAmong(entries: readonly Pick<Entry, 'path'>[]): readonly AttributeSet[] {
  const folders = new Set(entries.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const pairs = [...folders].filter((each) => each.endsWith('/plus')).map((each) => each.slice(0, -'/plus'.length));
  return pairs.filter((folder) => folders.has(`${folder}/minus`)).map((folder) => ({ folder, title: titleOf(folder) }));
}

function titleOf(folder: string): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1).replaceAll(/[-_]/g, ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * Adds sliders for all attributes that there are pictures of after a node, and opens the Explorer at them; at those that are
 * there already, if they are.
 */
export async function exploreAttributes(app: Pick<App, 'client' | 'editor' | 'log' | 'ui'>, id: string): Promise<void> {
  const { client, editor, log } = app;
  const [document, { open }] = [editor.document.peek(), editor.level.peek()];
  try {
    const sets = attributeSetsAmong(await client.call('listImages', {}));
    // While the pictures were listed, anything may have been opened or removed, or the same asked for again.
    if (editor.document.peek() !== document || editor.level.peek().open !== open) return;
    const found = changeable(editor.workflow.peek(), editor.registry, id);
    if (!found) return;
    const before = attributeSlidersAfter(editor.workflow.peek(), found.from);
    if (before === undefined && sets.length === 0)
      return void log.notify({ level: 'warning', ...texts.explorer.noAttributes });
    app.ui.explorer.value = before ?? addSliders(app, id, found, sets.slice(0, mostSets));
    if (before === undefined && sets.length > mostSets) log.notify({ level: 'warning', ...leftOut(sets) });
  } catch (thrown) {
    log.problem(problemFrom(thrown));
  }
}

/** Adds them below everything else. @returns the node with the sliders. */
function addSliders(
  { editor, ui }: Pick<App, 'editor' | 'ui'>,
  id: string,
  found: Changeable,
  sets: readonly AttributeSet[],
): string {
  const { nodes } = editor.workflow.peek();
  const measures = ui.canvas.peek()?.measures ?? estimated;
  const bottom = Math.max(...nodes.map((node) => node.position[1] + measures.sizeOf(node)[1]));
  const left = nodes.find((node) => node.id === id)?.position[0] ?? 0;
  const size = sizeOf(editor.nodeStates.peek().get(id)?.outputs[found.from.port]?.shape, found.type);
  const wanted = { ...found, sets, at: [left, Math.round(bottom) + 80], measures, ...(size && { size }) } as const;
  const added = addAttributeSliders(editor.workflow.peek(), editor.registry, wanted);
  editor.edit(texts.explorer.exploreAttributes, () => added.workflow);
  return added.sliders;
}

const leftOut = (sets: readonly AttributeSet[]) => ({
  message: texts.explorer.attributesLeftOut(
    mostSets,
    sets.length,
    sets.slice(mostSets).map(({ title }) => title),
  ),
  remedy: texts.explorer.chooseAnotherSet,
});

/** Width and height of a picture [B, 3, H, W]; latents do not say theirs in pixels. */
function sizeOf(shape: readonly number[] | undefined, type: Changeable['type']) {
  const [, , height, width] = shape ?? [];
  return type === 'image' && width && height ? { width, height } : undefined;
}
