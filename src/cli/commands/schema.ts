import { workflowJsonSchema } from '../../graph/workflow/jsonSchema.ts';

/** Prints the JSON Schema of workflow files. */
export function schema(): void {
  console.log(JSON.stringify(workflowJsonSchema(), null, 2));
}
