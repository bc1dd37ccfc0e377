import { join } from 'node:path';
import { measure } from '../../../src/disentanglement/measure.ts';
import { mean } from '../../../src/tensor/reduce.ts';
import { finish } from '../../../src/tensor/work.ts';
import { hundredths, type Section, type Tools } from '../section.ts';

const BETAS = [1, 4] as const;
/** Scenes: fewer give figures that depend on which. */
const SCENES = 512;

/** Whether a larger beta gives dimensions that stand for single factors. */
export async function disentanglement({ workbench }: Tools): Promise<readonly Section[]> {
  const names = BETAS.map((beta) => `beta-vae-${beta}`).filter((name) => workbench.has(join('vae', name)));
  const rows: string[][] = [];
  for (const name of names) {
    const codes = await workbench.codes('disentanglement', 'codes.codes', { 'vae.vae': name, 'scenes.count': SCENES });
    const { dci, mig, sap, factorVae, modularity } = finish(measure(codes, 0));
    const scores = [dci.disentanglement, dci.completeness, mean(dci.informativeness), mean(mig)];
    rows.push([name, ...[...scores, mean(sap.map(({ gap }) => gap)), factorVae, modularity].map(hundredths)]);
  }
  if (rows.length === 0) return [];
  return [
    {
      title: 'Disentanglement',
      about: `Autoencoders of ten dimensions that differ in beta only, on ${SCENES} scenes of 64 x 64 with all nine factors left to chance.`,
      columns: ['', 'disentanglement', 'completeness', 'informativeness', 'MIG', 'SAP', 'FactorVAE', 'modularity'],
      rows,
    },
  ];
}
