/** Before any test is read: what reads the catalog finds its registries. */
import { writeCatalog } from '../../cli/build/catalog.mjs';

writeCatalog();
