import type { LayerTorchBlock } from '../../kinds/layer.ts';

export default {
  className: 'Residual',
  code: `class Residual(nn.Module):
    """body(x) + x, or body(x) + shortcut(x) where the body changes the shape."""

    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x):
        return self.body(x) + (x if self.shortcut is None else self.shortcut(x))`,
} satisfies LayerTorchBlock;
