// node models/training/runNetwork.mjs NETWORK FOLDER
// Runs a network once for each case of cases.json ({ name: { type, shape } }, values in INDEX.NAME), and writes its first output to
// INDEX.out and all shapes to shapes.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [network, folder] = process.argv.slice(2);
const arrays = { float32: Float32Array, int64: BigInt64Array };
const session = await InferenceSession.create(network);

const shapes = [];
for (const [index, inputs] of JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')).entries()) {
  const tensors = Object.entries(inputs).map(([name, { type, shape }]) => {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, `${index}.${name}`));
    return [name, new Tensor(type, new arrays[type](buffer.slice(byteOffset, byteOffset + byteLength)), shape)];
  });
  const { [session.outputNames[0]]: output } = await session.run(Object.fromEntries(tensors));
  writeFileSync(join(folder, `${index}.out`), output.data);
  shapes.push(output.dims);
}
writeFileSync(join(folder, 'shapes.json'), JSON.stringify(shapes));
