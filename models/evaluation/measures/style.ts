import { factorWords } from '../../../src/scenes/facts.ts';
import { judge } from '../judge.ts';
import { hundredths, type Section, type Tools } from '../section.ts';

/** Content + style - neutral, one picture of each. */
export async function styleTransfer({ workbench, probe, count }: Tools): Promise<Section> {
  const counts = { 'content.count': count, 'styled.count': count, 'neutral.count': count };
  const before = await probe.read(
    await workbench.pictures('style', 'decode.image', { ...counts, 'transfer.strength': 0 }),
  );
  const rows: string[][] = [];
  for (const style of factorWords.style.filter((each) => each !== 'flat')) {
    const verdicts = [];
    for (const strength of [1, 1.5]) {
      const overrides = { ...counts, 'styled.style': style, 'transfer.strength': strength };
      verdicts.push(
        judge(before, await probe.read(await workbench.pictures('style', 'decode.image', overrides)), 'style', style),
      );
    }
    rows.push([style, ...verdicts.map(({ success, leakage }) => `${hundredths(success)} / ${hundredths(leakage)}`)]);
  }
  return {
    title: 'Style transfer',
    about: `success / leakage of content + style - neutral, ${count} times with three pictures each: a flat scene, and another scene in the style and flat.`,
    columns: ['style', 'strength 1', 'strength 1.5'],
    rows,
  };
}
