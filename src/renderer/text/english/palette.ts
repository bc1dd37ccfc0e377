export const palette = {
  nodesThatAccept: (type: string) => `Nodes that accept ${type}`,
  nodesThatOutput: (type: string) => `Nodes that output ${type}`,
  optional: 'optional',
  addNode: 'Add a node',
  searchNodes: 'Search nodes',
  nodes: 'Nodes',
  noMatch: (query: string) => `No nodes match “${query}”.`,
  noFit: 'No node fits this wire.',
  orMore: (count: number) => `${count} or more`,
  inputs: 'Inputs',
  outputs: 'Outputs',
  noMatchingNodes: 'No matching nodes',
  renameOf: (title: string) => `Rename ${title}`,
  deleteOf: (title: string) => `Delete ${title}`,
  deleteAbout: 'Delete from your blocks. Copies in workflows stay.',
  newNameOf: (title: string) => `New name of ${title}`,
  /** What is said to people of other programs. */
  absent: {
    controlNet: 'There is no ControlNet here. Image to image keeps a layout: KSampler with a low denoise.',
    ipAdapter: 'There is no IP-Adapter here. Style transfer moves latents towards the style of a picture.',
    upscalers: 'There are no upscaling models here. Load image resizes a picture, and a low denoise repaints it.',
    clipVision: 'There is no CLIP Vision here.',
    hypernetworks: 'There are no hypernetworks here. LoRAs do the same: Load LoRA.',
    segmentation:
      'Nothing here finds objects in pictures. Paint a mask in another program, and use it with Mask or Inpaint.',
  },
};
