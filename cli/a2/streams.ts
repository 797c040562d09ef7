/** The standard output and error: closed ones and full devices end neither the program nor its results. */
import { messageOf, Problem, systemCode } from './problem.ts';
import { spaced, visible } from './terminal.ts';

/** The standard output did not take all of what is wanted nowhere else. */
export class NotDelivered extends Problem {
  /** Whoever read it has closed it, as `head` does when it has seen enough. */
  readonly closed: boolean;

  constructor(cause: unknown) {
    const closed = ['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(
      systemCode(cause),
    );
    const why = closed ? 'whoever read it has closed it' : messageOf(cause);
    super(`The standard output did not take everything: ${why}.`, { cause });
    this.closed = closed;
  }
}

/**
 * Errors of the streams are told to who writes, by `sent` and `printed`; a standard error that is closed only means
 * that nobody reads what is said there.
 */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Writes and waits until it is on its way, so that an exit does not cut it off. Throws NotDelivered. */
const written = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(new NotDelivered(error));
    });
  });

/** A document, exactly; on a terminal with what that would obey as JSON's and Python's escapes. Throws NotDelivered. */
export const sent = (content: string): Promise<void> =>
  written(process.stdout.isTTY ? visible(content) : content);

/** A text for people. Throws NotDelivered. */
export const printed = (text: string): Promise<void> => written(visible(text));

/** A text that can be had again at any time: whoever has seen enough of it may close it. Throws NotDelivered. */
export async function shown(text: string): Promise<void> {
  try {
    await printed(text);
  } catch (error) {
    if (!(error instanceof NotDelivered) || !error.closed) throw error;
  }
}

/** A line on the standard error. */
export const told = (text: string): void => void process.stderr.write(`${spaced(text)}\n`);
