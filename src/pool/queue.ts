/** Orders trials so that the workers finish together, long trials first. */
import { trialCost } from '../document/parameters.ts';
import type { Job } from '../lab/ports/pool.ts';

interface Costed<T> {
  readonly job: T;
  readonly cost: number;
}

/** With more jobs than this, the last job is too small a share of the whole to matter. */
const maxBalanced = 64;

/**
 * A new array in the order that minimises the finishing time of workers that take the next job when free.
 * Longest first alone can leave one of two workers idle for half a trial: 5, 5, 5, 4, 4, 4, 3, 3, 3
 * shares out as 5 + 5 + 4 + 3 and 5 + 4 + 4 + 3 + 3. So shares are planned, balanced by moves and swaps,
 * and jobs are ordered by their planned start. Equal jobs keep their order.
 */
export function inOrder<T extends Pick<Job, 'trial'>>(jobs: readonly T[], workers: number): T[] {
  const longestFirst = jobs
    .map((job) => ({ job, cost: trialCost(job.trial) }))
    .toSorted((a, b) => b.cost - a.cost);
  if (workers < 2 || jobs.length <= workers || jobs.length > maxBalanced) {
    return longestFirst.map(({ job }) => job);
  }
  const shares = shareOut(longestFirst, workers);
  while (evenOut(shares));
  return shares
    .flatMap((share) => starts(share.toSorted((a, b) => b.cost - a.cost)))
    .toSorted((a, b) => a.start - b.start || b.cost - a.cost)
    .map(({ job }) => job);
}

const total = (share: readonly Costed<unknown>[]): number =>
  share.reduce((sum, { cost }) => sum + cost, 0);

function shareOut<T>(jobs: readonly Costed<T>[], workers: number): Costed<T>[][] {
  const shares = Array.from({ length: workers }, (): Costed<T>[] => []);
  for (const each of jobs) {
    shares.reduce((least, share) => (total(share) < total(least) ? share : least)).push(each);
  }
  return shares;
}

/**
 * Moves the job from the longest share, or swaps it for a shorter one, that shortens it most. False
 * if nothing does; terminates because the longest share gets shorter each time.
 */
function evenOut<T>(shares: Costed<T>[][]): boolean {
  const totals = shares.map(total);
  const longest = totals.indexOf(Math.max(...totals));
  const most = totals[longest]!;
  let best = { end: most * (1 - 1e-9), share: -1, give: -1, take: -1 };
  for (const [index, share] of shares.entries()) {
    if (index === longest) continue;
    for (const [give, { cost }] of shares[longest]!.entries()) {
      // −1 takes nothing in return.
      for (let take = -1; take < share.length; take++) {
        const change = cost - (take === -1 ? 0 : share[take]!.cost);
        const end = Math.max(most - change, totals[index]! + change);
        if (end < best.end) best = { end, share: index, give, take };
      }
    }
  }
  if (best.share === -1) return false;
  const from = shares[longest]!;
  const to = shares[best.share]!;
  const [given] = from.splice(best.give, 1);
  if (best.take !== -1) from.push(...to.splice(best.take, 1));
  to.push(given!);
  return true;
}

function starts<T>(share: readonly Costed<T>[]): (Costed<T> & { readonly start: number })[] {
  let start = 0;
  return share.map((each) => {
    const placed = { ...each, start };
    start += each.cost;
    return placed;
  });
}
