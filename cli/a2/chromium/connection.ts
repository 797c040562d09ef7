/**
 * Talks to a browser over its pipe in the Chrome DevTools Protocol: JSON messages terminated by
 * NUL. https://chromedevtools.github.io/devtools-protocol/
 */
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export type Parameters = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message?: string };
}

interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

export class Connection {
  readonly #out: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #decoder = new StringDecoder('utf8');
  /** Received pieces of the current message. A printed report arrives in about a hundred. */
  #pieces: string[] = [];
  #last = 0;
  #ended: Error | null = null;

  constructor(out: Writable, incoming: Readable) {
    this.#out = out;
    incoming.on('data', (chunk: Buffer) => this.#read(this.#decoder.write(chunk)));
    // A pipe error says less than the browser's exit does; see `end`.
    for (const stream of [out, incoming]) stream.on('error', () => undefined);
  }

  /** Resolves to the answer. Rejects with the browser's error, or when the connection ends. */
  send(method: string, params: Parameters = {}, sessionId?: string): Promise<Parameters> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = ++this.#last;
    const message = { id, method, params, ...(sessionId === undefined ? {} : { sessionId }) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {
        resolve,
        reject: (error) => reject(new Error(`${method}: ${error.message}`, { cause: error })),
      });
      this.#out.write(`${JSON.stringify(message)}\0`);
    });
  }

  /** Rejects everything that waits, and everything sent from now on, with this error. */
  end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }

  #read(text: string): void {
    const [first = '', ...others] = text.split('\0');
    this.#pieces.push(first);
    for (const piece of others) {
      this.#take(this.#pieces.join(''));
      this.#pieces = [piece];
    }
  }

  #take(text: string): void {
    const { id, result, error } = JSON.parse(text) as Message;
    // Events have no id, and no one listens to them.
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result ?? {});
    else waiting.reject(new Error(error.message ?? 'refused without a reason'));
  }
}
