/** An initialisation of a network's weights. */
import type { MemberHelp } from './help.ts';
import type { Generator } from '../../torch/mt19937.ts';
import type { Check, Fields } from './fields.ts';
import type { Meta } from './members.ts';
import type { MemberStyle } from './series.ts';

export interface InitMeta extends Meta {
  readonly fields: Fields;
  readonly check?: Check;
  readonly styles?: readonly MemberStyle[];
}

/** What is drawn after `nn.Linear` has drawn its default; a member without a plan keeps the default. */
export interface InitPlan<Settings = never> {
  /** Fills a weight, [outputs, inputs], with PyTorch's draws. Biases become zero. */
  readonly fill: (
    map: { readonly weight: Float32Array; readonly inputs: number; readonly outputs: number },
    settings: Settings,
    generator: Generator,
  ) => void;
}

export interface InitPython {
  /** A statement that redraws `layer.weight` using the settings in `init`. */
  readonly draw: string;
}

/** What explanations of a network's behaviour need to know. */
export interface InitInsights {
  /** Whether the scale of its draws follows from the sizes of the layer. */
  readonly fitsWidth: boolean;
}

export interface InitParts {
  readonly meta: InitMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly plan?: InitPlan;
  readonly python?: InitPython;
  readonly insights?: InitInsights;
}
