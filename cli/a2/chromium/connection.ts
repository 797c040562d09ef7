/**
 * Speaks with a browser over its pipe, in the Chrome DevTools Protocol: JSON messages that end in a
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
  /** Of the message that is under way. A printed report comes in some hundred pieces. */
  #pieces: string[] = [];
  #last = 0;
  #ended: Error | null = null;

  constructor(out: Writable, incoming: Readable) {
    this.#out = out;
    incoming.on('data', (chunk: Buffer) => this.#read(this.#decoder.write(chunk)));
    // What the pipe itself says is less than what the browser's end says; see `end`.
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

  /** Everything that waits, and all that is sent from now on, fails with this. */
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
    // Events have no id; none of them is asked for.
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result ?? {});
    else waiting.reject(new Error(error.message ?? 'refused without a reason'));
  }
}
