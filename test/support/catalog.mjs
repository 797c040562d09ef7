/** Loaded before any test: generates the catalog's registries and the kernels' structures. */
import { writeCatalog } from '../../cli/build/catalog.mjs';
import { writeStructures } from '../../cli/build/structures.mjs';

writeCatalog();
writeStructures();
