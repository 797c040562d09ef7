import { circleOf, planePython } from '../../shared/plane-python.ts';
import { turn } from './lib/turn.ts';

export default planePython(`${circleOf(turn)}
    return circle + [(1 - x, 0.5 - y) for x, y in circle]`);
