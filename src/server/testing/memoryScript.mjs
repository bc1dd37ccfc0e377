// Holds many large arrays and many small ones for a while, lets the large ones go, and says how many bytes are left of them.
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const resident = async () => {
  collect();
  await pause(200);
  return process.memoryUsage.rss();
};

const before = await resident();
const small = [];
for (let round = 0; round < 4; round++) {
  const large = [];
  for (let n = 0; n < 400; n++) {
    large.push(new Uint8Array(200_000 + 1000 * n).fill(1));
    small.push(new Uint8Array(2000).fill(1));
  }
  large.length = 0;
  collect();
}
process.send({ left: (await resident()) - before, small: small.length });
