import { pictureDifference } from '../../../src/images/pictureDifference.ts';
import { factorWords } from '../../../src/scenes/facts.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { batchItem } from '../../../src/tensor/tensor.ts';
import { finish } from '../../../src/tensor/work.ts';
import type { Section, Tools } from '../section.ts';

/** How much of a scene is left after encoding and decoding, style by style. */
export async function reconstruction({ workbench, count }: Tools): Promise<Section> {
  const rows: [string, number, number][] = [];
  for (const style of factorWords.style) {
    const scenes = { 'scenes.style': style, 'scenes.count': count };
    const originals = await workbench.pictures('reconstruction', 'scenes.image', scenes);
    const decoded = await workbench.pictures('reconstruction', 'decode.image', scenes);
    const decibels = Array.from({ length: count }, (_, index) => {
      return finish(pictureDifference(batchItem(originals, index), batchItem(decoded, index))).psnr;
    });
    rows.push([style, mean(decibels), Math.min(...decibels)]);
  }
  const all = ['all', mean(rows.map(([, average]) => average)), Math.min(...rows.map(([, , worst]) => worst))] as const;
  return {
    title: 'Reconstruction',
    about: `PSNR in decibels of ${count} scenes of each style that no network ever saw, encoded and decoded.`,
    columns: ['style', 'mean', 'worst picture'],
    rows: [...rows, all].map(([style, average, worst]) => [style, average.toFixed(1), worst.toFixed(1)]),
  };
}
