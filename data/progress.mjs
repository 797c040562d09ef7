/** A download's progress: one line, redrawn on a terminal; elsewhere a line for every tenth. */

/**
 * @typedef {{ write(text: string): unknown, isTTY?: boolean | undefined, columns?: number | undefined }} Output
 * @typedef {{ update(loaded: number): void, end(): void }} Bar
 */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/**
 * @param {Output} output
 * @param {string} name of the file
 * @param {number} total bytes
 * @param {number} from bytes that an earlier start has already fetched
 * @returns {Bar}
 */
export function progressBar(output, name, total, from) {
  const started = performance.now();
  let drawn = -Infinity;
  let tenth = Math.floor((10 * from) / total);

  /** @param {number} loaded */
  const line = (loaded) => {
    const seconds = (performance.now() - started) / 1000;
    const speed = (loaded - from) / Math.max(seconds, 1e-3);
    const left = speed > 0 ? Math.ceil((total - loaded) / speed) : null;
    const percent = Math.floor((100 * loaded) / total);
    return `${name}  ${percent} %  ${megabytes(loaded)} of ${megabytes(total)} MB  ${megabytes(speed)} MB/s${left === null ? '' : `  ${timeText(left)} left`}`;
  };

  if (output.isTTY === true) {
    return {
      update(loaded) {
        if (performance.now() - drawn < 100 && loaded < total) return;
        drawn = performance.now();
        const filled = Math.round((20 * loaded) / total);
        const bar = `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}]`;
        output.write(
          `\r\x1b[2K${`  ${bar} ${line(loaded)}`.slice(0, (output.columns ?? 100) - 1)}`,
        );
      },
      end() {
        output.write('\r\x1b[2K');
      },
    };
  }
  return {
    update(loaded) {
      const reached = Math.floor((10 * loaded) / total);
      if (reached <= tenth) return;
      tenth = reached;
      output.write(`  ${line(loaded)}\n`);
    },
    end() {},
  };
}

/** @param {number} seconds */
const timeText = (seconds) => (seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);
