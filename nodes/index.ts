import { createRegistry, type NodeRegistry } from '../src/graph/registry.ts';
import attributeScore from './analysis/attributeScore.ts';
import directionReport from './analysis/directionReport.ts';
import encoderDivergence from './analysis/encoderDivergence.ts';
import latentStatistics from './analysis/latentStatistics.ts';
import latentViewer from './analysis/latentViewer.ts';
import lerpAgainstSlerp from './analysis/lerpAgainstSlerp.ts';
import motionReport from './analysis/motionReport.ts';
import noiseLevelChart from './analysis/noiseLevelChart.ts';
import scheduleChart from './analysis/scheduleChart.ts';
import stylePlane from './analysis/stylePlane.ts';
import thinShell from './analysis/thinShell.ts';
import trajectoryPlot from './analysis/trajectoryPlot.ts';
import trajectoryReport from './analysis/trajectoryReport.ts';
import vaeRoundTrip from './analysis/vaeRoundTrip.ts';
import whenArithmeticFails from './analysis/whenArithmeticFails.ts';
import applyDirections from './arithmetic/applyDirections.ts';
import attributeSet from './arithmetic/attributeSet.ts';
import attributeVector from './arithmetic/attributeVector.ts';
import clipArithmetic from './arithmetic/clipArithmetic.ts';
import combineDirections from './arithmetic/combineDirections.ts';
import difference from './arithmetic/difference.ts';
import directionBrush from './arithmetic/directionBrush.ts';
import directionMap from './arithmetic/directionMap.ts';
import directionPad from './arithmetic/directionPad.ts';
import frequencyBands from './arithmetic/frequencyBands.ts';
import ldaDirection from './arithmetic/ldaDirection.ts';
import loadDirection from './arithmetic/loadDirection.ts';
import mask from './arithmetic/mask.ts';
import moodGradient from './arithmetic/moodGradient.ts';
import normaliseDirection from './arithmetic/normaliseDirection.ts';
import paintMask from './arithmetic/paintMask.ts';
import pcaDirections from './arithmetic/pcaDirections.ts';
import randomDirection from './arithmetic/randomDirection.ts';
import saveDirection from './arithmetic/saveDirection.ts';
import scaleDirection from './arithmetic/scaleDirection.ts';
import strengthSweep from './arithmetic/strengthSweep.ts';
import styleTransfer from './arithmetic/styleTransfer.ts';
import disentanglement from './disentanglement/disentanglement.ts';
import encodeCodes from './disentanglement/encodeCodes.ts';
import factorTable from './disentanglement/factorTable.ts';
import latentTraversals from './disentanglement/latentTraversals.ts';
import loadCodes from './disentanglement/loadCodes.ts';
import actOnFrames from './film/actOnFrames.ts';
import clipToFrames from './film/clipToFrames.ts';
import decodeClip from './film/decodeClip.ts';
import decodeFrames from './film/decodeFrames.ts';
import encodeClip from './film/encodeClip.ts';
import framesToClip from './film/framesToClip.ts';
import loadVideo from './film/loadVideo.ts';
import saveVideo from './film/saveVideo.ts';
import compareImages from './image/compareImages.ts';
import imageGrid from './image/imageGrid.ts';
import imageSet from './image/imageSet.ts';
import imageSize from './image/imageSize.ts';
import invertImage from './image/invertImage.ts';
import joinImages from './image/joinImages.ts';
import loadImage from './image/loadImage.ts';
import loadImages from './image/loadImages.ts';
import pickImages from './image/pickImages.ts';
import pictureSize from './image/pictureSize.ts';
import scaleImage from './image/scaleImage.ts';
import lerp from './interpolation/lerp.ts';
import multiSlerp from './interpolation/multiSlerp.ts';
import pad from './interpolation/pad.ts';
import path from './interpolation/path.ts';
import relaxPath from './interpolation/relaxPath.ts';
import respace from './interpolation/respace.ts';
import slerp from './interpolation/slerp.ts';
import smoothSequence from './interpolation/smoothSequence.ts';
import temporalInterpolation from './interpolation/temporalInterpolation.ts';
import transition from './interpolation/transition.ts';
import variancePreservingBlend from './interpolation/variancePreservingBlend.ts';
import weightedBlend from './interpolation/weightedBlend.ts';
import decode from './latents/decode.ts';
import encode from './latents/encode.ts';
import joinBatches from './latents/joinBatches.ts';
import latentMath from './latents/latentMath.ts';
import loadLatents from './latents/loadLatents.ts';
import pickFromBatch from './latents/pickFromBatch.ts';
import saveLatents from './latents/saveLatents.ts';
import note from './layout/note.ts';
import reroute from './layout/reroute.ts';
import applyLora from './lora/applyLora.ts';
import combineLoras from './lora/combineLoras.ts';
import interpolateLoras from './lora/interpolateLoras.ts';
import loadLora from './lora/loadLora.ts';
import flowShift from './model/flowShift.ts';
import fluxGuidance from './model/fluxGuidance.ts';
import lastClipLayer from './model/lastClipLayer.ts';
import loadModel from './model/loadModel.ts';
import loadModelParts from './model/loadModelParts.ts';
import loadVae from './model/loadVae.ts';
import prompt from './model/prompt.ts';
import sizeConditioning from './model/sizeConditioning.ts';
import invert from './noise-level/invert.ts';
import noiseLevelArithmetic from './noise-level/noiseLevelArithmetic.ts';
import previewImage from './output/previewImage.ts';
import saveAnimation from './output/saveAnimation.ts';
import saveImage from './output/saveImage.ts';
import saveReport from './output/saveReport.ts';
import applyPromptDirections from './prompts/applyPromptDirections.ts';
import blendPrompts from './prompts/blendPrompts.ts';
import interpolatePrompts from './prompts/interpolatePrompts.ts';
import joinPrompts from './prompts/joinPrompts.ts';
import promptDifference from './prompts/promptDifference.ts';
import promptPad from './prompts/promptPad.ts';
import zeroPrompt from './prompts/zeroPrompt.ts';
import addNoise from './sampling/addNoise.ts';
import denoise from './sampling/denoise.ts';
import denoiseStep from './sampling/denoiseStep.ts';
import emptyLatents from './sampling/emptyLatents.ts';
import guidance from './sampling/guidance.ts';
import inpaint from './sampling/inpaint.ts';
import ksampler from './sampling/ksampler.ts';
import noise from './sampling/noise.ts';
import schedule from './sampling/schedule.ts';
import scene from './scene/scene.ts';
import sceneFilm from './scene/sceneFilm.ts';
import sceneSet from './scene/sceneSet.ts';
import solidImage from './scene/solidImage.ts';
import distance from './sphere/distance.ts';
import expMap from './sphere/expMap.ts';
import extrapolate from './sphere/extrapolate.ts';
import logMap from './sphere/logMap.ts';
import randomWalk from './sphere/randomWalk.ts';
import transport from './sphere/transport.ts';
import curve from './values/curve.ts';
import formula from './values/formula.ts';
import joinTexts from './values/joinTexts.ts';
import number from './values/number.ts';
import numbers from './values/numbers.ts';
import replaceText from './values/replaceText.ts';
import seed from './values/seed.ts';
import showValue from './values/showValue.ts';
import choose from './values/switch.ts';
import text from './values/text.ts';
import toggle from './values/toggle.ts';

/** Every node there is, by category, in the order of the palette. Adding a node = its file and a line here. */
export const nodeRegistry: NodeRegistry = createRegistry({
  model: [loadModel, loadModelParts, loadVae, prompt, sizeConditioning, lastClipLayer, fluxGuidance, flowShift],
  image: [
    loadImage,
    loadImages,
    imageSet,
    imageGrid,
    compareImages,
    scaleImage,
    imageSize,
    pictureSize,
    joinImages,
    pickImages,
    invertImage,
  ],
  latents: [encode, decode, pickFromBatch, joinBatches, latentMath, saveLatents, loadLatents],
  sampling: [noise, denoise, denoiseStep, ksampler, emptyLatents, addNoise, schedule, guidance, inpaint],
  interpolation: [
    slerp,
    lerp,
    multiSlerp,
    pad,
    weightedBlend,
    variancePreservingBlend,
    path,
    transition,
    temporalInterpolation,
    respace,
    relaxPath,
    smoothSequence,
  ],
  sphere: [logMap, expMap, distance, transport, extrapolate, randomWalk],
  arithmetic: [
    attributeVector,
    applyDirections,
    directionPad,
    directionMap,
    directionBrush,
    styleTransfer,
    difference,
    combineDirections,
    scaleDirection,
    normaliseDirection,
    randomDirection,
    moodGradient,
    clipArithmetic,
    strengthSweep,
    pcaDirections,
    ldaDirection,
    attributeSet,
    mask,
    paintMask,
    frequencyBands,
    saveDirection,
    loadDirection,
  ],
  prompts: [
    interpolatePrompts,
    blendPrompts,
    joinPrompts,
    promptPad,
    promptDifference,
    applyPromptDirections,
    zeroPrompt,
  ],
  lora: [loadLora, applyLora, interpolateLoras, combineLoras],
  'noise-level': [noiseLevelArithmetic, invert],
  analysis: [
    latentStatistics,
    lerpAgainstSlerp,
    trajectoryReport,
    trajectoryPlot,
    stylePlane,
    thinShell,
    motionReport,
    directionReport,
    vaeRoundTrip,
    encoderDivergence,
    latentViewer,
    noiseLevelChart,
    scheduleChart,
    attributeScore,
    whenArithmeticFails,
  ],
  disentanglement: [encodeCodes, loadCodes, disentanglement, factorTable, latentTraversals],
  film: [loadVideo, decodeFrames, saveVideo, encodeClip, decodeClip, actOnFrames, clipToFrames, framesToClip],
  scene: [scene, sceneSet, sceneFilm, solidImage],
  values: [number, numbers, seed, curve, text, joinTexts, replaceText, toggle, choose, formula, showValue],
  output: [previewImage, saveImage, saveAnimation, saveReport],
  layout: [note, reroute],
});
