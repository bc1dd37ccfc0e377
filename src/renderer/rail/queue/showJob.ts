import { problemFrom } from '../../../graph/problem.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { ListedJob } from '../../../jobs/queueView.ts';
import type { App } from '../../app/createApp.ts';
import { decodedPicture } from '../../app/decodedPicture.ts';
import { overridesText } from '../../text/overridesText.ts';

/** Shows what a job gave: the picture that it wrote, or the small one that is kept of it. */
export async function showJob(app: App, job: ListedJob): Promise<void> {
  try {
    const files = (job.files ?? []).filter((file) => /\.(png|jpe?g|webp)$/i.test(file)).slice(0, 1);
    const picture = await decodedPicture(await bytesOf(app, job, files));
    const title = [job.name, overridesText(job.overrides)].filter((part) => part !== '').join(', ');
    const workflow = await workflowOf(app, job);
    app.ui.viewer.value = { title, pictures: [picture], compares: false, files, ...(workflow && { workflow }) };
  } catch (thrown) {
    app.log.problem(problemFrom(thrown));
  }
}

/** The workflow of a job with its own values; undefined where that cannot be read, which is said. */
export async function workflowOf({ queue, read }: App, job: ListedJob): Promise<Workflow | undefined> {
  const text = await queue.workflow(job);
  return text === undefined ? undefined : (await read(text))?.workflow;
}

/** A written file may be gone by now. */
async function bytesOf({ client }: App, { id }: ListedJob, [path]: readonly string[]): Promise<Uint8Array> {
  const small = () => client.call('jobPicture', { id });
  const { bytes } = await (path === undefined ? small() : client.call('readFile', { path }).catch(small));
  return bytes;
}
