/** Files of workflows: `.arcspace` belongs to this program and opens with a double click, `.json` is the same under a plain name. */
export const workflowExtensions = ['arcspace', 'json'] as const;

const extension = /\.(?:arcspace|json)$/i;

export const isWorkflowName = (name: string): boolean => extension.test(name);

/** "Faces.arcspace" -> "Faces" */
export const withoutExtension = (name: string): string => name.replace(extension, '');

/** "workflows/faces.json" -> "faces" */
export const nameOfFile = (path: string): string => withoutExtension(path.split('/').at(-1) ?? path);
