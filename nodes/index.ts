import { createRegistry, type NodeRegistry } from '../src/graph/registry.ts';
import applyDirections from './arithmetic/applyDirections.ts';
import attributeVector from './arithmetic/attributeVector.ts';
import styleTransfer from './arithmetic/styleTransfer.ts';
import compareImages from './image/compareImages.ts';
import imageGrid from './image/imageGrid.ts';
import loadImage from './image/loadImage.ts';
import loadImages from './image/loadImages.ts';
import lerp from './interpolation/lerp.ts';
import multiSlerp from './interpolation/multiSlerp.ts';
import slerp from './interpolation/slerp.ts';
import decode from './latents/decode.ts';
import encode from './latents/encode.ts';
import loadLatents from './latents/loadLatents.ts';
import saveLatents from './latents/saveLatents.ts';
import note from './layout/note.ts';
import reroute from './layout/reroute.ts';
import loadModel from './model/loadModel.ts';
import prompt from './model/prompt.ts';
import noiseLevelArithmetic from './noise-level/noiseLevelArithmetic.ts';
import previewImage from './output/previewImage.ts';
import saveAnimation from './output/saveAnimation.ts';
import saveImage from './output/saveImage.ts';
import addNoise from './sampling/addNoise.ts';
import denoise from './sampling/denoise.ts';
import denoiseStep from './sampling/denoiseStep.ts';
import noise from './sampling/noise.ts';
import schedule from './sampling/schedule.ts';
import number from './values/number.ts';
import numbers from './values/numbers.ts';
import seed from './values/seed.ts';
import text from './values/text.ts';

/** Every node there is, by category, in the order of the palette. Adding a node = its file and a line here. */
export const nodeRegistry: NodeRegistry = createRegistry({
  model: [loadModel, prompt],
  image: [loadImage, loadImages, imageGrid, compareImages],
  latents: [encode, decode, saveLatents, loadLatents],
  sampling: [noise, denoise, denoiseStep, addNoise, schedule],
  interpolation: [slerp, lerp, multiSlerp],
  arithmetic: [attributeVector, applyDirections, styleTransfer],
  'noise-level': [noiseLevelArithmetic],
  values: [number, numbers, seed, text],
  output: [previewImage, saveImage, saveAnimation],
  layout: [note, reroute],
});
