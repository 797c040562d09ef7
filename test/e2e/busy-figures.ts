/**
 * The figures of busy-scenes.ts as JSON, each scene as often as the first argument says, for the bench:
 * `node --import tsx test/e2e/busy-figures.ts 3`.
 */
import { limit } from './busy.ts';
import { scenes } from './busy-scenes.ts';
import { Hosts } from './host.ts';
import { openLab } from './support.ts';

const rounds = Number(process.argv[2] ?? 1);
const lab = await openLab();
const hosts = new Hosts(lab);
const figures: { name: string; longest: number[]; piece: number[] }[] = [];
for (const { name, watch } of scenes) {
  const longest: number[] = [];
  const piece: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const busy = await watch({ lab, hosts });
    longest.push(busy.tasks[0] ?? 0);
    piece.push(busy.piece);
  }
  figures.push({ name, longest, piece });
}
await hosts.close();
await lab.close();
console.log(JSON.stringify({ limit, figures }));
