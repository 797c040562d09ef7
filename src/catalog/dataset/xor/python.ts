import { planePython } from '../../shared/plane-python.ts';

export default planePython(`    # Each point at random in one of its two quadrants, a little away from the axes.
    draws = 0.1 + 0.9 * torch.rand(400, 2, generator=generator).double().numpy()
    points = []
    for row, (x, y) in enumerate(draws):
        side = 1 if row % 2 == 0 else -1
        points.append((side * x, side * y if row < 200 else -side * y))
    return points`);
