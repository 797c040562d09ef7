import { circleOf, planePython } from '../../shared/plane-python.ts';
import { turn } from './lib/turn.ts';

export default planePython(`${circleOf(turn)}
    return circle + [(x * 0.5, y * 0.5) for x, y in circle]`);
