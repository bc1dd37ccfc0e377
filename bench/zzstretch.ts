import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { initialNoise } from '../src/diffusion/stepNoise.ts';
import { readModel } from '../src/engine/models/readModel.ts';
import { sessionOptions } from '../src/engine/providers/sessionOptions.ts';
import { openInStretches } from '../src/engine/sessions/openInStretches.ts';
import { withWeightsIn } from '../src/engine/sessions/optionsOf.ts';
import * as build from '../src/engine/models/readModel.ts';

void build;
const { parts } = await readModel({ path: '/work/real-models/sd15.safetensors' });
const source: any = parts.networks[parts.family.denoiser.part];
const content = await source.content('cpu');
console.log(Object.keys(source), Object.keys(content));
