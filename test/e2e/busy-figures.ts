/**
 * The figures of busy-scenes.ts as JSON, each scene as often as the first argument says, for the bench:
 * `node --import tsx test/e2e/busy-figures.ts 3`.
 */
import type { Busy } from './busy.ts';
import { scenes } from './busy-scenes.ts';
import { Hosts } from './host.ts';
import { openLab } from './support.ts';

const rounds = Number(process.argv[2] ?? 1);
const lab = await openLab();
const hosts = new Hosts(lab);
const figures: { name: string; took: number[]; allowed: number[] }[] = [];
for (const { name, watch } of scenes) {
  const all: Busy[] = [];
  for (let round = 0; round < rounds; round++) all.push(await watch({ lab, hosts }));
  const longest = all.flatMap((busy) => busy.slice(0, 1));
  figures.push({
    name,
    took: longest.map(({ took }) => took),
    allowed: longest.map((task) => task.allowed),
  });
}
await hosts.close();
await lab.close();
console.log(JSON.stringify({ figures }));
