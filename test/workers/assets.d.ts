/** The engines' `.wasm` imports, for the tests that bundle an engine. */
import '../../workers/assets.d.ts';
