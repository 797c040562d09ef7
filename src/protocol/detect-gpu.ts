/**
 * What this browser (not Node) offers of WebGPU. The page asks in order to count workers, the workers to choose an
 * engine; both must get the same answer.
 */

/** The part of a GPUAdapter that is used; src/ has no WebGPU types. */
interface AdapterLike {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

interface GpuLike {
  requestAdapter(options?: { powerPreference: 'high-performance' }): Promise<AdapterLike | null>;
}

export type DetectedGpu =
  /** A real GPU. */
  | { readonly kind: 'hardware'; readonly device: string }
  /** WebGPU emulated on the CPU: correct, but slower than WebAssembly. */
  | { readonly kind: 'software'; readonly device: string }
  /** `why` is text for the page. */
  | { readonly kind: 'none'; readonly why: string };

const software = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

/** Looks for an adapter, the fast one of several. Never throws. */
export async function detectGpu(): Promise<DetectedGpu> {
  const { navigator } = globalThis as { navigator?: { gpu?: GpuLike; userAgent?: string } };
  const gpu = navigator?.gpu;
  if (gpu === undefined) {
    // Node has no navigator, or from version 21 on one that names Node.
    const node = navigator === undefined || navigator.userAgent?.startsWith('Node.js') === true;
    return { kind: 'none', why: `no WebGPU in ${node ? 'Node' : 'this browser'}` };
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return { kind: 'none', why: 'no WebGPU adapter in this browser' };
    return classify(adapter);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'none', why: `WebGPU failed to start (${detail})` };
  }
}

/** Whether an adapter is a GPU, and its name. */
export function classify(adapter: AdapterLike): DetectedGpu {
  const { info } = adapter;
  const names = [info?.vendor, info?.architecture, info?.device, info?.description];
  const device = [...new Set(names.filter((name) => name !== undefined && name !== ''))].join(' ');
  const fallback = adapter.isFallbackAdapter === true || info?.isFallbackAdapter === true;
  return {
    kind: fallback || software.test(device) ? 'software' : 'hardware',
    device: device === '' ? 'unnamed GPU' : device,
  };
}
