/** Before any test is read: what reads the catalog finds its registries, and the engine the kernels' structures. */
import { writeCatalog } from '../../cli/build/catalog.mjs';
import { writeStructures } from '../../cli/build/structures.mjs';

writeCatalog();
writeStructures();
