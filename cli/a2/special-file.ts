/** Writes to pipes and devices, whose readers come and go. */
import { constants, createWriteStream, open as openWithCallback } from 'node:fs';
import { stat } from 'node:fs/promises';
import net from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LabError } from '../../src/base/errors.ts';
import { piecesOf, type TextContent } from './content.ts';
import { messageOf, Problem, systemCode } from './problem.ts';
import { told } from './streams.ts';

/** Milliseconds between two checks for a reader. */
const period = 100;
/** Milliseconds that a reader has to take everything when the run was already stopped. */
const patience = 10_000;

/** Opens a bare descriptor, which the socket closes. */
const open = promisify(openWithCallback);

/**
 * Resolves when everything was written. Waits for a pipe's reader until the signal is aborted; if it is aborted
 * already, checks once. Throws Problem.
 */
export async function writeSpecial(
  file: string,
  content: TextContent,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  try {
    if ((await stat(file)).isFIFO()) await writePipe(file, content, signal);
    else await pipeline(Readable.from(piecesOf(content)), createWriteStream(file, { flags: 'w' }));
  } catch (error) {
    // Also what the parts' source throws.
    if (error instanceof Problem || error instanceof LabError) throw error;
    throw new Problem(`${file} could not be written: ${messageOf(error)}.`, { cause: error });
  }
}

async function writePipe(file: string, content: TextContent, signal: AbortSignal): Promise<void> {
  // Through a socket, because writing to a non-blocking descriptor would fail while a slow reader's pipe is full.
  const socket = new net.Socket({
    fd: await openWithReader(file, signal),
    readable: false,
    writable: true,
  });
  const until = signal.aborted ? AbortSignal.timeout(patience) : signal;
  await pipeline(Readable.from(piecesOf(content)), socket, { signal: until });
}

/** Opens the pipe once it has a reader; a blocking open could wait forever. */
async function openWithReader(file: string, signal: AbortSignal): Promise<number> {
  for (let reported = false; ; reported = true) {
    try {
      return await open(file, constants.O_WRONLY | constants.O_NONBLOCK, 0o666);
    } catch (error) {
      if (systemCode(error) !== 'ENXIO') throw error;
    }
    if (!reported && !signal.aborted) {
      told(`${file} is a pipe without a reader. Waiting for one …`);
    }
    if (signal.aborted) {
      throw new Problem(`${file} is a pipe, and no program read it.`);
    }
    await sleep(period, undefined, { signal }).catch(() => undefined);
  }
}
