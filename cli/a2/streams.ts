/** Standard output and error: a closed stream or a full device ends neither the program nor its results. */
import { piecesOf, type TextContent } from './content.ts';
import { messageOf, Problem, systemCode } from './problem.ts';
import { spaced, visible } from './terminal.ts';

/** Standard output did not take all of a text. */
export class NotDelivered extends Problem {
  /** Its reader has closed it, as `head` does when it has read enough. */
  readonly closed: boolean;

  constructor(cause: unknown) {
    const closed = ['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(
      systemCode(cause),
    );
    const why = closed ? 'its reader closed it' : messageOf(cause);
    super(`Standard output did not take everything: ${why}.`, { cause });
    this.closed = closed;
  }
}

/**
 * Ignores stream errors here: `sent` and `printed` report them to their callers, and a closed standard error only means
 * that no one reads it.
 */
export function guardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Writes and waits until the text is flushed, so that an exit does not cut it off. Throws NotDelivered. */
const written = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(new NotDelivered(error));
    });
  });

/** Prints a document exactly; on a terminal with control characters as escapes of JSON and Python. Throws NotDelivered. */
export async function sent(content: TextContent): Promise<void> {
  for await (const piece of piecesOf(content)) {
    await written(process.stdout.isTTY ? visible(piece) : piece);
  }
}

/** Prints a text for people. Throws NotDelivered. */
export const printed = (text: string): Promise<void> => written(visible(text));

/** Prints a text that can be printed again at any time: its reader may close the stream. Throws NotDelivered. */
export async function shown(text: string): Promise<void> {
  try {
    await printed(text);
  } catch (error) {
    if (!(error instanceof NotDelivered) || !error.closed) throw error;
  }
}

/** Prints a line on standard error. */
export const told = (text: string): void => void process.stderr.write(`${spaced(text)}\n`);
