/** The arenas of one of the engine's modules. WebAssembly memory is never returned, so later sessions reuse it. */
import { Arena } from './arena.ts';
import type { Compiled, KernelMemory } from './kernel.ts';

export class Arenas<Kernel extends KernelMemory> {
  readonly #compile: () => Promise<Compiled<Kernel>>;
  #compiled: Promise<Compiled<Kernel>> | null = null;
  readonly #all: Arena<Kernel>[] = [];
  readonly #idle: Arena<Kernel>[] = [];

  /** @param compile is called when the first arena is needed */
  constructor(compile: () => Promise<Compiled<Kernel>>) {
    this.#compile = compile;
  }

  /** The compiled module. Rejects with LabError `engine-unavailable`. */
  compiled(): Promise<Compiled<Kernel>> {
    this.#compiled ??= this.#compile();
    return this.#compiled;
  }

  /** Bytes of WebAssembly memory, including arenas kept for reuse. */
  get bytes(): number {
    return this.#all.reduce((sum, arena) => sum + arena.bytes, 0);
  }

  /** Opens a session in an arena, which is free again when the session calls `release`, or cannot be opened. */
  async open<Session>(
    start: (arena: Arena<Kernel>, release: () => void) => Session,
  ): Promise<Session> {
    let arena = this.#idle.pop();
    if (arena === undefined) this.#all.push((arena = await Arena.start(await this.compiled())));
    const release = (): void => void this.#idle.push(arena);
    try {
      return start(arena, release);
    } catch (error) {
      release();
      throw error;
    }
  }
}
