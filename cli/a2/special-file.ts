/** Writing to pipes and devices, whose readers come and go. */
import { constants, createWriteStream, open as openWithCallback } from 'node:fs';
import { stat } from 'node:fs/promises';
import net from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { messageOf, Problem, systemCode } from './problem.ts';
import { told } from './streams.ts';

/** Milliseconds between two looks for a reader. */
const period = 100;
/** Milliseconds that a reader has for everything when the run was stopped already. */
const patience = 10_000;

/** A bare descriptor, which the socket closes. */
const open = promisify(openWithCallback);

/**
 * Resolves when everything was taken. A pipe that nobody reads is waited for until the signal is aborted; where it
 * is already, there is one look. Throws Problem.
 */
export async function writeSpecial(
  file: string,
  content: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  try {
    if ((await stat(file)).isFIFO()) await writePipe(file, content, signal);
    else await pipeline(Readable.from([content]), createWriteStream(file, { flags: 'w' }));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${file} could not be written: ${messageOf(error)}.`, { cause: error });
  }
}

async function writePipe(file: string, content: string, signal: AbortSignal): Promise<void> {
  // Through a socket, since a pipe's reader may be slow, and a descriptor that does not wait would give up.
  const socket = new net.Socket({
    fd: await reading(file, signal),
    readable: false,
    writable: true,
  });
  const until = signal.aborted ? AbortSignal.timeout(patience) : signal;
  await pipeline(Readable.from([content]), socket, { signal: until });
}

/** The pipe, as soon as somebody reads it: to open it otherwise would wait without end. */
async function reading(file: string, signal: AbortSignal): Promise<number> {
  for (let said = false; ; said = true) {
    try {
      return await open(file, constants.O_WRONLY | constants.O_NONBLOCK, 0o666);
    } catch (error) {
      if (systemCode(error) !== 'ENXIO') throw error;
    }
    if (!said && !signal.aborted) {
      told(`${file} is a pipe that nobody reads yet: waiting for a reader …`);
    }
    if (signal.aborted) {
      throw new Problem(`${file} is a pipe, and nobody read it.`);
    }
    await sleep(period, undefined, { signal }).catch(() => undefined);
  }
}
