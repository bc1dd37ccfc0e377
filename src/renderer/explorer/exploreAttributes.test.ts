import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow, nodeSchema, type Workflow } from '../../graph/workflow/schema.ts';
import { createUserInterface } from '../app/userInterface.ts';
import { createEditor } from '../state/document/createEditor.ts';
import { createDocument } from '../state/document/document.ts';
import { createLevelEditor } from '../state/document/levelEditor.ts';
import { createLog } from '../state/log.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { attributeSetsAmong, changeable, exploreAttributes } from './exploreAttributes.ts';

const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: ['load_image', 'encode', 'decode', 'note'].map((type) => nodeSchema.parse({ id: type, type, version: 1 })),
  links: [{ from: 'encode.latents', to: 'decode.latents' }],
};

describe('what attributes can change', () => {
  it('is the latents of a node, those that it decodes, or its picture', () => {
    const latents = { from: { node: 'encode', port: 'latents' }, type: 'latents' };
    expect(changeable(workflow, nodeRegistry, 'encode')).toEqual(latents);
    expect(changeable(workflow, nodeRegistry, 'decode')).toEqual(latents);
    expect(changeable(workflow, nodeRegistry, 'load_image')).toEqual({
      ...{ from: { node: 'load_image', port: 'image' }, type: 'image' },
    });
    expect(changeable(workflow, nodeRegistry, 'note')).toBeUndefined();
  });
});

describe('sets of attributes', () => {
  it('are the folders with a plus and a minus', () => {
    const paths = ['images/sets/night/plus/00.png', 'images/sets/night/plus/01.png', 'images/sets/night/minus/00.png'];
    const entries = [...paths, 'images/sets/half/plus/00.png', 'images/pictures/a.png'].map((path) => ({ path }));
    expect(attributeSetsAmong(entries)).toEqual([{ folder: 'images/sets/night', title: 'Night' }]);
  });
});

describe('Explore on a picture', () => {
  const setUp = (count: number) => {
    const sides = ['plus', 'minus'];
    const paths = Array.from({ length: count }, (_, at) =>
      sides.map((side) => `sets/set-${at + 1}/${side}/1.png`),
    ).flat();
    const listImages = () => paths.map((path) => ({ path, bytes: 1, modified: 0 }) as never);
    const whole = createEditor(nodeRegistry, workflow);
    const [log, ui] = [createLog(), createUserInterface()];
    const app = { client: createFakeEngine({ listImages }).client, editor: createLevelEditor(whole), log, ui };
    return { app, whole, sliders: () => whole.workflow.value.nodes.filter(({ type }) => type === 'apply_directions') };
  };

  it('pressed twice adds one set of sliders', async () => {
    const { app, sliders } = setUp(2);
    await Promise.all([exploreAttributes(app, 'load_image'), exploreAttributes(app, 'load_image')]);
    expect(sliders()).toHaveLength(1);
    expect(app.ui.explorer.value).toBe(sliders()[0]?.id);
  });

  it('adds nothing where another file was opened in between', async () => {
    const { app, whole, sliders } = setUp(2);
    const added = exploreAttributes(app, 'load_image');
    whole.open(workflow, createDocument(workflow, null));
    await added;
    expect(sliders()).toEqual([]);
    expect(app.ui.explorer.value).toBeNull();
  });

  it('tells which attributes got no slider', async () => {
    const { app } = setUp(18);
    await exploreAttributes(app, 'load_image');
    expect(app.log.toasts.value.map(({ message }) => message).join()).toContain('Set 17, Set 18 did not');
  });
});
