/** Collects what a layout writes into the kernel's memory, which is reserved only once all of it is known. */
import type { MemoryRoom } from '../../../../src/catalog/kinds/layer.ts';
import type { Allocator } from '../allocator.ts';
import { structures } from '../built/structures.ts';
import { writeStructure, type Structure } from '../structure.ts';

/** Panels that a weight's gradient is summed over at once: sums must not depend on the clock. */
export const chunkPanels = 2;

export class Room implements MemoryRoom {
  readonly panels: number;
  readonly chunk = chunkPanels;
  readonly #allocator: Allocator;
  readonly #writes: ((view: DataView<ArrayBuffer>) => void)[] = [];

  constructor(allocator: Allocator, panels: number) {
    this.#allocator = allocator;
    this.panels = panels;
  }

  allocate(bytes: number): number {
    return this.#allocator.allocate(bytes);
  }

  words(values: Int32Array): number {
    const address = this.allocate(values.byteLength);
    this.#writes.push(({ buffer }) => {
      new Int32Array(buffer, address, values.length).set(values);
    });
    return address;
  }

  structure(name: string, values: Readonly<Record<string, number>>): number {
    return this.structuresOf(name, [values]);
  }

  /** The same for several, one after the other. */
  structuresOf(name: string, each: readonly Readonly<Record<string, number>>[]): number {
    const bytes = structureNamed(name).bytes;
    const address = this.allocate(bytes * each.length);
    for (const [index, values] of each.entries())
      this.structureAt(address + index * bytes, name, values);
    return address;
  }

  /** Throws Error for a field without a value. */
  structureAt(address: number, name: string, values: Readonly<Record<string, number>>): void {
    const structure = structureNamed(name);
    const missing = Object.keys(structure.fields).filter((field) => values[field] === undefined);
    if (missing.length > 0) throw new Error(`${name} lacks ${missing.join(', ')}`);
    this.#writes.push((view) => {
      writeStructure(view, address, structure, values);
    });
  }

  /** Writes all of it. */
  write(view: DataView<ArrayBuffer>): void {
    for (const write of this.#writes) write(view);
  }
}

function structureNamed(name: string): Structure {
  const structure = structures[name];
  if (structure === undefined) throw new Error(`the kernel has no structure ${name}`);
  return structure;
}
