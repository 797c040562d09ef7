import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`For classes: how surprised the network is by the right class $y$, given its outputs $z$. 0 is certain and right; $\ln K$ is guessing among $K$ classes.`,
  formulas: [String.raw`L = -\ln \frac{e^{z_y}}{\sum_k e^{z_k}}`],
} satisfies MemberHelp;
