import { isFilm, workflowInFilm } from '../../graph/filmText.ts';
import { isPng } from '../../graph/png/pngChunks.ts';
import { pngText, workflowIn } from '../../graph/png/pngText.ts';
import { isSvg, workflowInSvg } from '../../graph/svg/svgText.ts';
import { isParameters } from '../a1111/parameters.ts';
import { exifTexts, USER_COMMENT } from './exif.ts';
import { exifDataIn, isJpeg, isWebp } from './exifData.ts';

/** Whether it is a picture, a drawing or a film that may carry a workflow, by how it begins. */
export function mayCarryWorkflow(bytes: Uint8Array): boolean {
  return isPng(bytes) || isJpeg(bytes) || isWebp(bytes) || isFilm(bytes) || isSvg(bytes);
}

/**
 * The text of the workflow in a picture, a drawing or a film: ours, ComfyUI's graph or else what it sent to its server, or A1111's parameters.
 * Undefined where there is none.
 */
export function workflowInPicture(bytes: Uint8Array): string | undefined {
  if (isSvg(bytes)) return workflowInSvg(bytes);
  if (isFilm(bytes)) return workflowInFilm(bytes);
  const text = isPng(bytes) ? textsOfPng(bytes) : textsOfExif(bytes);
  const parameters = text('parameters');
  return (
    workflowIn(bytes) ??
    json(text('workflow')) ??
    json(text('prompt')) ??
    (parameters !== undefined && isParameters(parameters) ? parameters : undefined)
  );
}

type TextUnder = (keyword: string) => string | undefined;

function textsOfPng(bytes: Uint8Array): TextUnder {
  return (keyword) => pngText(bytes, keyword);
}

/** ComfyUI and its extensions write "workflow:{...}" into tags that cameras use for their names. */
function textsOfExif(bytes: Uint8Array): TextUnder {
  const data = exifDataIn(bytes);
  const texts = data ? exifTexts(data) : [];
  return (keyword) => {
    const comment = keyword === 'parameters' && texts.find(({ tag }) => tag === USER_COMMENT)?.text;
    if (comment) return comment;
    const named = texts.find(({ text }) => text.slice(0, keyword.length + 1).toLowerCase() === `${keyword}:`);
    return named?.text.slice(keyword.length + 1);
  };
}

function json(text: string | undefined): string | undefined {
  return text?.trimStart().startsWith('{') ? text : undefined;
}
