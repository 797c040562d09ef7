/** Places labels beside the ends of their lines without overlap. */

/**
 * Moves positions apart until neighbours are `gap` apart and all lie in [top, bottom], each as near
 * to its wish as possible (pool adjacent violators: labels that touch move as one block, to the
 * mean of their wishes). The result is in the order of the input.
 */
export function spread(
  wishes: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
  const blocks: { sum: number; members: number[] }[] = [];
  const centre = (block: { sum: number; members: number[] }) => block.sum / block.members.length;
  order.forEach((index, rank) => {
    // Taking out each label's share of the gaps leaves a monotone regression.
    let block = { sum: wishes[index]! - rank * gap, members: [index] };
    let last = blocks.at(-1);
    while (last !== undefined && centre(last) >= centre(block)) {
      block = { sum: last.sum + block.sum, members: [...last.members, ...block.members] };
      blocks.pop();
      last = blocks.at(-1);
    }
    blocks.push(block);
  });
  const highest = bottom - (wishes.length - 1) * gap;
  const placed = new Array<number>(wishes.length).fill(0);
  let rank = 0;
  for (const block of blocks) {
    const base = Math.max(top, Math.min(centre(block), highest));
    for (const member of block.members) placed[member] = base + rank++ * gap;
  }
  return placed;
}
