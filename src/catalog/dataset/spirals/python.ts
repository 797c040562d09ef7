import { circleOf, planePython } from '../../shared/plane-python.ts';
import { firstRadius, turn } from './lib/turn.ts';

export default planePython(`${circleOf(turn)}
    radii = [(${firstRadius} + index) / (${firstRadius} + len(circle) - 1) for index in range(len(circle))]
    arm = [(radius * x, radius * y) for radius, (x, y) in zip(radii, circle)]
    return arm + [(-x, -y) for x, y in arm]`);
