import { container } from './container.ts';

/**
 * The text of the workflow that a film carries; undefined where it carries none.
 * @throws what the reader of containers throws of a file that is no film.
 */
export async function workflowInFilm(file: string): Promise<string | undefined> {
  const { ALL_FORMATS, FilePathSource, Input } = await container();
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    const { comment } = await input.getMetadataTags();
    return comment?.startsWith('{') ? comment : undefined;
  } finally {
    input.dispose();
  }
}
