import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Adds its input to what its layers make of it, so that the layers learn a difference, and gradients reach the layers below also past them. Input and output must have one shape; otherwise a projection, a linear map without a bias, gives the input the output’s shape.`,
  formulas: [String.raw`a = F(x) + x`, String.raw`a = F(x) + W x`],
  fields: {
    projection: {
      text: 'Whether the input goes through a linear map without a bias on its way past the layers. It is needed where they change the shape.',
    },
  },
} satisfies MemberHelp;
